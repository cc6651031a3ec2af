// Runs on their way into a bundle and out of one: written and read in the store's thread, as a long run has hundreds of thousands of points.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { noMarks, type OpenedRun, type RunMarks } from '@contract/bundles/bundle'
import { networkInfo } from '@contract/models/networks'
import { oneLine } from '@contract/one-line'
import { LabError } from '@contract/problem'
import { isActive, maxTitleLength, progressPointSchema, runRecordSchema, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import { broughtForward } from '@contract/training/migrate-spec'
import { makeFolderNow } from '../../files/make-folder'
import { readRegularNow } from '../../files/regular-file'
import type { Database } from './database'
import { epochValues, mutableColumns, mutableValues, pointValues, withPlainDevice } from './run-rows'
import type { RunIndex } from './run-index'
import type { RunStore } from './run-store'

/** A run that was unpacked from a bundle. */
export interface UnpackedRun {
  /** Folder with `record.json`, `points.json` and the folders of the run's files. */
  readonly folder: string
  /** Id of the lab that it comes from. */
  readonly lab: string
  readonly marks: RunMarks
}

const labName = 'lab'
export const recordFile = 'record.json'
export const pointsFile = 'points.json'

/** What a record loses on its way: its sweep and its queue are not in the other lab. */
const goneAlong = { sweep: null, untilEpoch: null, queuedAt: null } as const

/** Fields that earlier versions of the program did not write are null. */
const absent = Object.fromEntries(Object.keys(runRecordSchema.shape).map((field) => [field, null]))

const travellingRecordSchema = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && 'spec' in value ? { ...absent, ...value, ...goneAlong, spec: broughtForward(value.spec) } : value),
  runRecordSchema,
)

export class BundleStore {
  readonly #database: Database
  readonly #runs: RunStore
  readonly #index: RunIndex

  constructor(database: Database, runs: RunStore, index: RunIndex) {
    this.#database = database
    this.#runs = runs
    this.#index = index
  }

  /** Identifies this lab's home among all others. */
  lab(): string {
    return this.#database.transaction(() => {
      const row = this.#database.one('SELECT value FROM choices WHERE name = ?', labName)
      if (row) return String(row.value)
      const id = randomUUID()
      this.#database.run('INSERT INTO choices VALUES (?, ?)', labName, id)
      return id
    })
  }

  /** Writes record and points of an ended run into a folder. @throws LabError `run/unknown`, `run/active`; as `fs` does */
  writeRun(id: string, folder: string): RunRecord {
    const run = this.#runs.get(id)
    if (isActive(run.status)) throw new LabError('run/active', phrase('Run {id} has not ended yet.', { id }), phrase('Stop it, or wait for its end, then take it along.'))
    writeFileSync(join(folder, recordFile), JSON.stringify(run))
    writeFileSync(join(folder, pointsFile), JSON.stringify(this.#runs.points(id)))
    return run
  }

  /** Tags and note of a run. */
  marks(id: string): RunMarks {
    const tags = this.#database.all('SELECT tag FROM run_tags JOIN runs ON number = run WHERE id = ? ORDER BY tag', id).map(({ tag }) => String(tag))
    const note = this.#database.one('SELECT note FROM runs WHERE id = ?', id)?.note
    return { tags, note: typeof note === 'string' ? note : '' }
  }

  /**
   * Takes over unpacked runs with their files, all of them or none. A run keeps its id where this lab never gave that one away. The very same run
   * is taken over once.
   * @param runsFolder absolute path of the folder that holds the folders of all runs
   * @throws LabError `bundle/damaged` where a record or a point cannot be read; as `fs` does
   */
  adopt(unpacked: readonly UnpackedRun[], runsFolder: string): readonly OpenedRun[] {
    const moved: { readonly from: string; readonly to: string }[] = []
    try {
      return this.#database.transaction(() =>
        unpacked.map(({ folder, lab, marks }): OpenedRun => {
          const written = readJson(folder, recordFile)
          const read = parsed(written, recordFile, travellingRecordSchema)
          if (isActive(read.status)) throw damaged(recordFile)
          const run = withPlainDevice(read)
          const digest = digestOf(run)
          const known = this.#same(run, [digest, digestOf(read), ...formerDigests(read, written)])
          if (known !== null) return { original: run.id, id: known, wasThere: true, marks: noMarks }
          const id = this.#insert(run, parsed(readJson(folder, pointsFile), pointsFile, z.array(progressPointSchema)), marks)
          this.#database.run('INSERT INTO run_origins SELECT number, ?, ?, ? FROM runs WHERE id = ?', lab, run.id, digest, id)
          for (const name of [recordFile, pointsFile]) rmSync(join(folder, name))
          makeFolderNow(runsFolder)
          const to = join(runsFolder, id)
          // Files of that name belong to a store that was moved away.
          if (existsSync(to)) renameSync(to, `${to}-before-${Date.now()}`)
          renameSync(folder, to)
          moved.push({ from: folder, to })
          return { original: run.id, id, wasThere: false, marks }
        }),
      )
    } catch (error) {
      for (const { from, to } of moved) renameSync(to, from)
      throw error
    }
  }

  /** The id of the same run in this lab, taken over or its own, whichever way it came back; null where there is none. @param digests its own, then those that earlier versions gave it */
  #same(run: RunRecord, digests: readonly [string, ...string[]]): string | null {
    const [digest] = digests
    const adopted = this.#database.one(`SELECT id FROM run_origins JOIN runs ON number = run WHERE digest IN (${digests.map(() => '?').join(', ')}) AND discarded_at IS NULL`, ...digests)
    if (adopted) return String(adopted.id)
    const own = this.#database.all('SELECT id FROM runs WHERE created_at = ? AND discarded_at IS NULL', run.createdAt).map(({ id }) => String(id))
    return own.find((id) => digestOf({ ...this.#runs.get(id), ...goneAlong }) === digest) ?? null
  }

  /** @returns the run's id in this lab */
  #insert(record: RunRecord, points: readonly ProgressPoint[], { tags, note }: RunMarks): string {
    const run = { ...record, title: oneLine(record.title).slice(0, maxTitleLength) } // an earlier version, or a stranger, may have let others through
    const slug = networkInfo(run.spec.network).slug
    const digits = run.id.startsWith(`${slug}-`) ? run.id.slice(slug.length + 1) : ''
    const number = /^\d{1,15}$/.test(digits) ? Number(digits) : 0
    const given = Number(this.#database.one(`SELECT seq FROM sqlite_sequence WHERE name = 'runs'`)?.seq ?? 0)
    const { lastId } = this.#database.run(
      'INSERT INTO runs (number, model, title, status, spec, created_at, step, elapsed_seconds) VALUES (?, ?, ?, ?, ?, ?, 0, 0)',
      ...[number > given ? number : null, slug, run.title, run.status, JSON.stringify(run.spec), run.createdAt],
    )
    const assignments = mutableColumns.map((column) => `${column} = ?`).join(', ')
    this.#database.run(`UPDATE runs SET ${assignments} WHERE number = ?`, ...mutableValues(run), lastId)
    for (const result of run.epochs) this.#database.run('INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', lastId, ...epochValues(result))
    for (const point of points) this.#database.run('INSERT INTO points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', lastId, ...pointValues(point))
    for (const tag of tags.map(oneLine).filter((text) => text !== '')) this.#database.run('INSERT OR IGNORE INTO run_tags VALUES (?, ?)', lastId, tag)
    this.#database.run('UPDATE runs SET note = ? WHERE number = ?', note, lastId)
    this.#index.add(lastId)
    return String(this.#database.one('SELECT id FROM runs WHERE number = ?', lastId)?.id)
  }
}

/** Changes with what a run has come to, in whatever order and version its record is written: without what another lab gives it, the spec, whose format changes, what was expected of the run, who made its title, and what is not known. */
function digestOf({ spec: { seed }, ...run }: RunRecord): string {
  const told = Object.entries({ ...run, seed, id: null, predictedImagesPerSecond: null, isTitleMade: null }).filter(([, value]) => value !== null)
  return sumOf(told.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The digests by which earlier versions noted a run that they took over: of its record with the spec, brought forward to their version or as it was written in theirs. */
function formerDigests(run: RunRecord, written: unknown): readonly string[] {
  return [run, { ...(written as RunRecord), ...goneAlong }].map((record) =>
    sumOf({ ...record, id: '', isTitleMade: undefined, predictedImagesPerSecond: undefined, validationLoss: record.validationLoss ?? undefined, validationAccuracy: record.validationAccuracy ?? undefined }),
  )
}

const sumOf = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** @throws LabError `bundle/damaged` */
function readJson(folder: string, name: string): unknown {
  try {
    return JSON.parse(readRegularNow(join(folder, name), 'utf8'))
  } catch (error) {
    throw damaged(name, error)
  }
}

/** @param name of the file that the value was read from @throws LabError `bundle/damaged` */
function parsed<T>(value: unknown, name: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(value)
  } catch (error) {
    throw damaged(name, error)
  }
}

function damaged(name: string, cause?: unknown): LabError {
  return new LabError('bundle/damaged', phrase('The bundle holds a run whose {name} cannot be read.', { name }), phrase('Ask for the bundle again, perhaps written by another version of CNN Lab.'), { cause })
}
