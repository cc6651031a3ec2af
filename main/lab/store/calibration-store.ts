// Calibrations in the store: what was measured of each network and of each device on this machine, so that it is measured only once.
import { calibrationSchema, type Calibration } from '@contract/training/estimate'
import { deviceRoofSchema, type DeviceRoof } from '@contract/devices/device-roof'
import type { DeviceName } from '@contract/devices/devices'
import type { Database, Row } from './database'

/** Where a calibration was measured; numbers from elsewhere say nothing about this place. */
export interface Place {
  readonly device: DeviceName
  readonly threads: number
  /** The machine, by its processor. */
  readonly machine: string
}

/** Everything that the cost of a step depends on. */
export interface CalibrationKey extends Place {
  /** The network, its changed choices of layers, and the settings that change time or memory of a step. */
  readonly network: string
  /** Edge of the input image in pixels. */
  readonly size: number
  readonly batchSize: number
  /** Whether dropout is on; its rate changes neither time nor memory. */
  readonly dropout: boolean
}

/** How much a network computes for a whole batch, by its layer table. */
export interface Work {
  /** Multiply-accumulate operations of the forward pass. */
  readonly macs: number
  /** Bytes of all layers' outputs. */
  readonly activationBytes: number
}

/** A calibration with what it takes to infer the cost of other networks from it. */
export interface KnownCalibration {
  readonly calibration: Calibration
  readonly batchSize: number
  readonly work: Work
}

/** A measured roof, and when it was measured (ISO 8601). */
export interface StoredRoof {
  readonly roof: DeviceRoof
  readonly measuredAt: string
}

/** Overheads of runs that are remembered for a place: enough for a median, and few enough to follow a change of the machine. */
const overheadsKept = 15

const keyColumns = 'model = ? AND size = ? AND batch_size = ? AND dropout = ? AND device = ? AND threads = ? AND machine = ?'

export class CalibrationStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The calibration under a key; null where there is none, or none that can be read. */
  find(key: CalibrationKey): Calibration | null {
    const row = this.#database.one(`SELECT * FROM calibrations WHERE ${keyColumns}`, ...keyValues(key))
    return row ? read(row) : null
  }

  /** Every calibration of this place from which others can be inferred. */
  listAt(place: Place): readonly KnownCalibration[] {
    const sql = 'SELECT * FROM calibrations WHERE device = ? AND threads = ? AND machine = ? AND macs > 0'
    return this.#database.all(sql, place.device, place.threads, place.machine).flatMap((row) => {
      const calibration = read(row)
      const work = { macs: Number(row.macs), activationBytes: Number(row.activation_bytes) }
      return calibration ? { calibration, batchSize: Number(row.batch_size), work } : []
    })
  }

  /**
   * Remembers a calibration; an earlier one under the same key is replaced.
   * @param work null where unknown; the stored value, if any, is then kept
   */
  save(key: CalibrationKey, calibration: Calibration, work: Work | null): void {
    this.#database.run(
      `INSERT INTO calibrations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         macs = coalesce(excluded.macs, macs), activation_bytes = coalesce(excluded.activation_bytes, activation_bytes),
         step_seconds = excluded.step_seconds, test_image_seconds = excluded.test_image_seconds,
         peak_rss_bytes = excluded.peak_rss_bytes, measured_at = excluded.measured_at, device_bytes = excluded.device_bytes`,
      ...keyValues(key),
      work?.macs ?? null,
      work?.activationBytes ?? null,
      calibration.stepSeconds,
      calibration.testImageSeconds,
      calibration.peakRssBytes,
      new Date().toISOString(),
      calibration.deviceBytes,
    )
  }

  /** The newest overheads of runs at a place, in seconds: what each took beside training and evaluation. */
  overheadsAt({ device, threads, machine }: Place): readonly number[] {
    const sql = 'SELECT seconds FROM run_overheads WHERE device = ? AND threads = ? AND machine = ? ORDER BY number DESC LIMIT ?'
    return this.#database.all(sql, device, threads, machine, overheadsKept).map(({ seconds }) => Number(seconds))
  }

  /** Remembers the overhead of a run, in seconds; the oldest at the same place is forgotten. */
  addOverhead(place: Place, seconds: number): void {
    const at = [place.device, place.threads, place.machine] as const
    this.#database.transaction(() => {
      this.#database.run('INSERT INTO run_overheads (device, threads, machine, seconds) VALUES (?, ?, ?, ?)', ...at, seconds)
      this.#database.run(
        `DELETE FROM run_overheads WHERE device = ?1 AND threads = ?2 AND machine = ?3 AND number NOT IN
           (SELECT number FROM run_overheads WHERE device = ?1 AND threads = ?2 AND machine = ?3 ORDER BY number DESC LIMIT ?4)`,
        ...at,
        overheadsKept,
      )
    })
  }

  /** The measured roof of a place; null where there is none, or none that can be read. */
  findRoof({ device, threads, machine }: Place): StoredRoof | null {
    const row = this.#database.one('SELECT * FROM device_roofs WHERE device = ? AND threads = ? AND machine = ?', device, threads, machine)
    const parsed = deviceRoofSchema.safeParse({
      flopsPerSecond: row?.flops_per_second,
      bytesPerSecond: row?.bytes_per_second,
      convolutionFlopsPerSecond: row?.convolution_flops_per_second,
      operatorSeconds: row?.operator_seconds,
    })
    return row && parsed.success ? { roof: parsed.data, measuredAt: String(row.measured_at) } : null
  }

  /** Remembers the roof of a place; an earlier one is replaced. */
  saveRoof({ device, threads, machine }: Place, { roof, measuredAt }: StoredRoof): void {
    this.#database.run(
      'INSERT OR REPLACE INTO device_roofs VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[device, threads, machine, roof.flopsPerSecond, roof.bytesPerSecond, roof.convolutionFlopsPerSecond, roof.operatorSeconds, measuredAt],
    )
  }
}

function keyValues(key: CalibrationKey) {
  return [key.network, key.size, key.batchSize, key.dropout ? 1 : 0, key.device, key.threads, key.machine]
}

/** A calibration is only a memory aid: one that cannot be read is measured again. */
function read(row: Row): Calibration | null {
  const parsed = calibrationSchema.safeParse({
    stepSeconds: row.step_seconds,
    testImageSeconds: row.test_image_seconds,
    peakRssBytes: row.peak_rss_bytes,
    deviceBytes: row.device_bytes,
  })
  return parsed.success ? parsed.data : null
}
