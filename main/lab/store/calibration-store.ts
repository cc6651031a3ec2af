// Calibrations in the store: what was measured of each network on this machine, so that it is measured only once.
import { calibrationSchema, type Calibration } from '@contract/estimate'
import type { DeviceName } from '@contract/devices'
import type { ModelName } from '@contract/networks'
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
  readonly model: ModelName
  /** Edge of the input image in pixels. */
  readonly size: number
  readonly batchSize: number
  /** Whether dropout is on; the rate itself costs nothing. */
  readonly dropout: boolean
}

/** A calibration with what it takes to infer the speed of other networks from it. */
export interface StoredCalibration {
  readonly calibration: Calibration
  /** Multiply-accumulate operations of the forward pass for the whole batch. */
  readonly macs: number
}

const keyColumns = 'model = ? AND size = ? AND batch_size = ? AND dropout = ? AND device = ? AND threads = ? AND machine = ?'

export class CalibrationStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The calibration under a key; null where there is none, or none that can be believed. */
  find(key: CalibrationKey): Calibration | null {
    const row = this.#database.one(`SELECT * FROM calibrations WHERE ${keyColumns}`, ...keyValues(key))
    return row ? (read(row)?.calibration ?? null) : null
  }

  /** Every calibration of this place. */
  listAt(place: Place): readonly StoredCalibration[] {
    const sql = 'SELECT * FROM calibrations WHERE device = ? AND threads = ? AND machine = ?'
    return this.#database.all(sql, place.device, place.threads, place.machine).flatMap((row) => read(row) ?? [])
  }

  /** Remembers a calibration; an earlier one under the same key is replaced. */
  save(key: CalibrationKey, { calibration, macs }: StoredCalibration): void {
    this.#database.run(
      'INSERT OR REPLACE INTO calibrations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...keyValues(key),
      macs,
      calibration.stepSeconds,
      calibration.testImageSeconds,
      calibration.peakRssBytes,
      new Date().toISOString(),
    )
  }
}

function keyValues(key: CalibrationKey) {
  return [key.model, key.size, key.batchSize, key.dropout ? 1 : 0, key.device, key.threads, key.machine]
}

/** A calibration is only a memory aid: one that cannot be read is measured again. */
function read(row: Row): StoredCalibration | null {
  const parsed = calibrationSchema.safeParse({
    stepSeconds: row.step_seconds,
    testImageSeconds: row.test_image_seconds,
    peakRssBytes: row.peak_rss_bytes,
  })
  return parsed.success ? { calibration: parsed.data, macs: Number(row.macs) } : null
}
