// A run that is kept in a folder rather than in the store: no database lies on a disk that several machines share.
import { appendFileSync } from 'node:fs'
import { median } from '@common/statistics/quantile'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { lastResults } from '@contract/runs/held-out'
import { progressPointSchema, type EpochResult, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import type { ClusterTask } from '@contract/runs/cluster-task'
import { writeFileWhole } from '../../../files/durable-file'
import { readRegularNow } from '../../../files/regular-file'
import type { RunKeeper } from '../../runs/supervisor/run-journal'
import { curvesFile, signInterval, statusFile, type SweepFolder, type TaskStatus } from '../sweep-folder'

/** Milliseconds between two writings of the status while a run goes on: hundreds of tasks share the disk. */
const quietInterval = 5_000

export interface RunFileOptions {
  readonly folder: SweepFolder
  /** Number of the point, from 1. */
  readonly point: number
  /** Names this attempt; a status of another attempt is one that has taken over. */
  readonly attempt: string
  readonly place: ClusterTask
}

export class RunFile {
  readonly #options: RunFileOptions
  #record: RunRecord
  #points: readonly ProgressPoint[]
  #stage: TaskStatus['stage'] = 'computing'
  #writtenAt = 0
  #writing: Promise<unknown> = Promise.resolve()
  readonly #signs: NodeJS.Timeout

  /** Takes the run over from an earlier attempt. @param fresh the run as it is where there was none */
  static async takeOver(options: RunFileOptions, fresh: RunRecord): Promise<RunFile> {
    const { folder, point } = options
    const before = await folder.status(point)
    const record = before ? { ...before.record, status: 'queued' as const, problem: null, endedAt: null } : fresh
    const file = new RunFile(options, record, before ? pointsIn(curvesFile(folder.workOf(point))) : [])
    await file.#write()
    return file
  }

  private constructor(options: RunFileOptions, record: RunRecord, points: readonly ProgressPoint[]) {
    this.#options = options
    this.#record = record
    this.#points = points
    this.#signs = setInterval(() => {
      this.#isOurs().then((isOurs) => (isOurs ? this.#write() : undefined)).catch(() => undefined) // the next change meets the same trouble, and tells it
    }, signInterval)
    this.#signs.unref()
  }

  get record(): RunRecord {
    return this.#record
  }

  get points(): readonly ProgressPoint[] {
    return this.#points
  }

  /** What a supervisor needs of a store. */
  get keeper(): RunKeeper {
    return {
      save: async (record, _, { points }) => {
        const before = this.#record
        this.#record = record
        this.#points = [...this.#points, ...points]
        if (points.length > 0) appendFileSync(curvesFile(this.#folder), linesOf(points))
        if (isAlike(before, record) && Date.now() - this.#writtenAt < quietInterval) return true
        if (!(await this.#isOurs())) return false
        await this.#write()
        return true
      },
      rewind: async (_, checkpoint, epochs) => {
        await this.#rewind(checkpoint, epochs)
        return this.#record
      },
      medianImagesPerSecond: () => Promise.resolve(median(this.#points.map(({ imagesPerSecond }) => imagesPerSecond))),
    }
  }

  /** Writes how far the task is. */
  async enter(stage: TaskStatus['stage'], changes: Partial<RunRecord> = {}): Promise<void> {
    this.#stage = stage
    this.#record = { ...this.#record, ...changes }
    if (await this.#isOurs()) await this.#write()
  }

  /** Gives no further sign of life. */
  async close(): Promise<void> {
    clearInterval(this.#signs)
    await this.#writing
  }

  get #folder(): string {
    return this.#options.folder.workOf(this.#options.point)
  }

  /** Whether no later attempt has taken the run over: of two tasks of one point, one on a node that was cut off, the later one counts. */
  async #isOurs(): Promise<boolean> {
    const { folder, point, attempt } = this.#options
    return (await folder.status(point))?.attempt === attempt
  }

  /** Forgets what came after a checkpoint; null: everything. */
  async #rewind(checkpoint: CheckpointInfo | null, brought: readonly EpochResult[]): Promise<void> {
    const [epoch, step] = [checkpoint?.epoch ?? 0, checkpoint?.step ?? 0]
    const known = this.#record.epochs.filter((result) => result.epoch <= epoch)
    const missing = brought.filter((result) => !known.some((other) => other.epoch === result.epoch))
    const epochs = [...known, ...missing].sort((a, b) => a.epoch - b.epoch)
    this.#points = this.#points.filter((point) => point.step <= step)
    await writeFileWhole(curvesFile(this.#folder), linesOf(this.#points))
    const deviceBytes = this.#points.map((point) => point.deviceBytes).filter((bytes) => bytes !== null)
    this.#record = {
      ...this.#record,
      ...{ checkpoint, step, epochs },
      ...lastResults(epochs.at(-1)),
      elapsedSeconds: Math.max(this.#points.at(-1)?.elapsedSeconds ?? 0, epochs.reduce((sum, { seconds }) => sum + seconds, 0)),
      peakRssBytes: largest(this.#points.map((point) => point.rssBytes)),
      peakDeviceBytes: largest(deviceBytes),
      imagesPerSecond: median(this.#points.map((point) => point.imagesPerSecond)),
    }
    await this.#write()
  }

  #write(): Promise<void> {
    const { attempt, place } = this.#options
    const written = this.#writing.then(() => {
      this.#writtenAt = Date.now()
      const status: TaskStatus = { format: 1, attempt, place, writtenAt: new Date().toISOString(), stage: this.#stage, record: this.#record }
      return writeFileWhole(statusFile(this.#folder), JSON.stringify(status))
    })
    this.#writing = written.catch(() => undefined) // the caller gets the error
    return written
  }
}

/** Whether two states of a run differ in nothing but how far it is behind its checkpoint, which a later attempt goes on from. */
function isAlike(a: RunRecord, b: RunRecord): boolean {
  return a.status === b.status && a.endedAt === b.endedAt && a.checkpoint?.step === b.checkpoint?.step
}

/** The points of a file, up to the first line that was not written to its end. */
function pointsIn(path: string): readonly ProgressPoint[] {
  const points: ProgressPoint[] = []
  for (const line of contentOf(path).split('\n')) {
    const parsed = progressPointSchema.safeParse(parsedJson(line))
    if (!parsed.success) break
    points.push(parsed.data)
  }
  return points
}

function contentOf(path: string): string {
  try {
    return readRegularNow(path, 'utf8')
  } catch {
    return '' // no point was written
  }
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null // a line that was cut
  }
}

const linesOf = (points: readonly ProgressPoint[]): string => points.map((point) => `${JSON.stringify(point)}\n`).join('')

/** The largest of some numbers; null where there are none. */
const largest = (numbers: readonly number[]): number | null => numbers.reduce<number | null>((most, number) => Math.max(most ?? number, number), null)
