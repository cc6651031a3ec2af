// The folder of a sweep on the disk that the lab and the nodes share: what lies where, and in what form.
import { join } from 'node:path'
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { progressPointSchema, runRecordSchema } from '@contract/runs/run-record'
import { clusterTaskSchema } from '@contract/runs/cluster-task'
import { filterHistoryFile } from '@contract/inspection/filters'
import { telemetryFile } from '@contract/runs/telemetry'
import { storedSpecSchema } from '@contract/training/migrate-spec'
import { fileTrouble } from '../../files/file-trouble'
import { openRegular, readRegular } from '../../files/regular-file'

/** Version of the form of these files: a node whose lab is of another version says so. */
const format = z.literal(1)

/** What a task is to compute. */
export const pointFileSchema = z.strictObject({
  format,
  /** Number of the point in its sweep, from 1. */
  point: z.int().positive(),
  /** Id of the sweep. */
  sweep: z.string(),
  title: z.string(),
  spec: storedSpecSchema,
})
export type PointFile = z.infer<typeof pointFileSchema>

/** How far a task is: rewritten at every change and as a sign of life. */
export const taskStatusSchema = z.strictObject({
  format,
  /** The attempt that writes it; a later attempt takes over by its own. */
  attempt: z.string(),
  place: clusterTaskSchema,
  /** ISO 8601, UTC. */
  writtenAt: z.string(),
  /** `going-back`: it writes a checkpoint and goes back into the queue; `gone-back`: it did. */
  stage: z.enum(['computing', 'going-back', 'gone-back', 'ended']),
  record: runRecordSchema,
})
export type TaskStatus = z.infer<typeof taskStatusSchema>

/** Facts of a result's manifest. */
export const resultFactsSchema = z.strictObject({
  result: z.literal(1),
  point: z.int().positive(),
  sweep: z.string(),
  place: clusterTaskSchema,
  /** The sealed folders beside it, by their paths below the point's folder, and the SHA-256 of their manifests. */
  folders: z.record(z.string().regex(/^(checkpoints|evaluations)\/[\w-]+$/), z.hash('sha256')),
  /** Whether the run's telemetry lies beside its record; results of earlier versions have none. */
  telemetry: z.boolean().default(false),
  /** Whether the filters of its first convolution do. */
  filters: z.boolean().default(false),
})
export type ResultFacts = z.infer<typeof resultFactsSchema>

export const runFileSchema = runRecordSchema
export const pointsFileSchema = z.array(progressPointSchema)

/** Bytes at the end of a task's output that its last line is looked for in. */
const tailBytes = 4096

/** Milliseconds between two signs of life of a task. */
export const signInterval = 30_000

export class SweepFolder {
  /** @param path absolute path, the same for the lab and the nodes */
  constructor(readonly path: string) {}

  /** What each task is to compute. */
  get specs(): string {
    return join(this.path, 'specs')
  }

  /** The lab's copies of networks from files, as far as the points need them. */
  get networks(): string {
    return join(this.path, 'networks')
  }

  /** The file of the ways that were measured on the nodes. */
  get plans(): string {
    return join(this.path, 'measured-ways.json')
  }

  /** Imported data sets, as far as the points need them. */
  get datasets(): string {
    return join(this.path, 'datasets')
  }

  /** What the tasks write to standard output. */
  get log(): string {
    return join(this.path, 'log')
  }

  /** The folders of points that are being computed. */
  get work(): string {
    return join(this.path, 'work')
  }

  /** The folders of points that are done: whole from the moment they appear. */
  get results(): string {
    return join(this.path, 'results')
  }

  spec(point: number): string {
    return join(this.specs, `${pointName(point)}.json`)
  }

  workOf(point: number): string {
    return join(this.work, pointName(point))
  }

  resultOf(point: number): string {
    return join(this.results, pointName(point))
  }

  /** The output of a task. */
  logOf({ job, task }: { readonly job: string; readonly task: number }): string {
    return join(this.log, `${job}-${task}.txt`)
  }

  /** The last line of a task's output, where a shell or Node says why a program did not start; null where there is none. */
  async lastWords(task: { readonly job: string; readonly task: number }): Promise<string | null> {
    try {
      const output = await openRegular(this.logOf(task))
      try {
        const { size } = await output.stat()
        const bytes = Buffer.alloc(Math.min(size, tailBytes))
        await output.read(bytes, 0, bytes.length, size - bytes.length)
        return bytes.toString('utf8').split('\n').map((line) => line.trim()).findLast((line) => line !== '') ?? null
      } finally {
        await output.close()
      }
    } catch {
      return null // the node could not write it; SLURM says so in its own way
    }
  }

  /** The point that a task is to compute. @throws LabError `cluster/no-point` */
  async point(point: number): Promise<PointFile> {
    const path = this.spec(point)
    try {
      return pointFileSchema.parse(JSON.parse(await readRegular(path, 'utf8')))
    } catch (error) {
      const why = error instanceof z.ZodError ? phrase('it is none of this version of CNN Lab') : error instanceof SyntaxError ? phrase('it is no JSON') : fileTrouble(error)
      throw new LabError('cluster/no-point', phrase('Point {point} of the sweep cannot be read from {path}: {why}.', { point, path, why }), phrase('Look whether this machine sees the shared folder, and has the same version of CNN Lab.'), { cause: error })
    }
  }

  /** How far the task of a point is; null where none has begun, or where the file cannot be read. */
  async status(point: number): Promise<TaskStatus | null> {
    try {
      return taskStatusSchema.parse(JSON.parse(await readRegular(statusFile(this.workOf(point)), 'utf8')))
    } catch {
      return null // not begun; or written by another version, which the task itself tells
    }
  }
}

/** The name of a point's folder, e.g. `0007`; it may become longer. */
export function pointName(point: number): string {
  return String(point).padStart(4, '0')
}

/** The point of such a name; null for another name. */
export function pointNamed(name: string): number | null {
  return /^\d{4,}$/.test(name) ? Number(name) : null
}

/** The file of a point's folder that says how far its task is. */
export const statusFile = (folder: string): string => join(folder, 'status.json')

/** The file of a point's folder that its curves are written to while it is computed, one point a line. */
export const curvesFile = (folder: string): string => join(folder, 'curves.jsonl')

/** The sealed folder in a point's folder that holds its record, its curves, its telemetry and its filters over the epochs. */
export const resultFolder = (folder: string): string => join(folder, 'result')

/** Names of its files. */
export const resultFiles = { record: 'run.json', curves: 'curves.json', telemetry: telemetryFile, filters: filterHistoryFile } as const

/** Those that not every run has. */
export const optionalFiles = ['telemetry', 'filters'] as const
