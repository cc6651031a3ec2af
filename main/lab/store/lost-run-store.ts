// Runs whose folders are in the home while the store does not know them, since its database was lost, emptied or moved away: their newest whole checkpoint tells settings and results.
import { readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { titleOf } from '@common/words/run-title'
import { phrase } from '@language/phrase'
import { checkpointsFolder, newestFirst, type CheckpointInfo } from '@contract/runs/checkpoints'
import type { FoundRun, LostRuns } from '@contract/runs/lost-run'
import { lastResults } from '@contract/runs/held-out'
import { epochResultSchema, type RunRecord } from '@contract/runs/run-record'
import { storedSpecSchema } from '@contract/training/migrate-spec'
import { computePlanSchema } from '@contract/training/plan'
import { BrokenSeal, peekSealedFolder } from '../../files/sealed-folder'
import type { Database } from './database'
import { epochValues, mutableColumns, mutableValues } from './run-rows'
import type { RunIndex } from './run-index'
import { readMarks, type KeptMarks } from './run-marks-file'

/** The folder of a run: its id, and the time at which it made way for another run of the same id. */
const runFolder = /^((.+)-(\d{1,15}))(-before-\d+)?$/

/** What a checkpoint tells of its run, as the engine writes it. */
const factsSchema = z.object({
  spec: storedSpecSchema,
  state: z.object({ epoch: z.int().nonnegative(), step: z.int().nonnegative(), stepOfEpoch: z.int().nonnegative(), elapsedSeconds: z.number().nonnegative() }),
  epochs: z.array(epochResultSchema),
  plan: computePlanSchema.nullable().default(null),
})
type Facts = z.infer<typeof factsSchema>

interface Place {
  /** Name of the folder among those of all runs. */
  readonly folder: string
  readonly id: string
  readonly model: string
  readonly number: number
  /** Whether it made way for another run, so that its id is that one's. */
  readonly isAside: boolean
}

export class LostRunStore {
  readonly #database: Database
  readonly #index: RunIndex

  constructor(database: Database, index: RunIndex) {
    this.#database = database
    this.#index = index
  }

  /** Names of the folders that hold checkpoints of runs which the store does not know. @param runsFolder absolute path of the folder of all runs */
  folders(runsFolder: string): readonly string[] {
    return this.#places(runsFolder).map(({ folder }) => folder)
  }

  /**
   * Makes records of lost runs from what their newest whole checkpoints tell, all in one transaction. Nothing that the store knows is changed, and no file but
   * for the name of a folder whose id another run has by now.
   */
  takeBack(runsFolder: string): LostRuns {
    const moved: { readonly from: string; readonly to: string }[] = []
    try {
      return this.#database.transaction(() => {
        const found: FoundRun[] = []
        const notFound: { folder: string; why: string }[] = []
        for (const place of this.#places(runsFolder)) {
          const read = readNewest(join(runsFolder, place.folder))
          if ('why' in read) {
            notFound.push({ folder: place.folder, why: read.why })
            continue
          }
          const marks = readMarks(join(runsFolder, place.folder))
          const id = this.#insert(place, recordOf(place.id, read, marks), marks)
          if (id !== place.folder) {
            const [from, to] = [join(runsFolder, place.folder), join(runsFolder, id)]
            renameSync(from, to)
            moved.push({ from, to })
          }
          found.push({ id, folder: place.folder, epochs: read.facts.epochs.length, ofEpochs: read.facts.spec.epochs })
        }
        return { found, notFound }
      })
    } catch (error) {
      for (const { from, to } of moved.reverse()) renameSync(to, from)
      throw error
    }
  }

  #places(runsFolder: string): readonly Place[] {
    const known = new Set(this.#database.all('SELECT id FROM runs').map(({ id }) => String(id)))
    const places = namesIn(runsFolder).flatMap((folder): readonly Place[] => {
      const [, id = '', model = '', digits = '', aside] = runFolder.exec(folder) ?? []
      if (id === '' || known.has(folder) || newestFirst(namesIn(join(runsFolder, folder, checkpointsFolder))).length === 0) return []
      return [{ folder, id, model, number: Number(digits), isAside: aside !== undefined }]
    })
    return places.sort((a, b) => Number(a.isAside) - Number(b.isAside) || a.number - b.number) // those that keep their numbers first
  }

  /** @returns the run's id in this store */
  #insert({ model, number, isAside }: Place, run: RunRecord, marks: KeptMarks | null): string {
    const isFree = !isAside && this.#database.one('SELECT 1 FROM runs WHERE number = ?', number) === undefined
    const { lastId } = this.#database.run(
      'INSERT INTO runs (number, model, title, status, spec, created_at, step, elapsed_seconds) VALUES (?, ?, ?, ?, ?, ?, 0, 0)',
      ...[isFree ? number : null, model, run.title, run.status, JSON.stringify(run.spec), run.createdAt],
    )
    this.#database.run(`UPDATE runs SET ${mutableColumns.map((column) => `${column} = ?`).join(', ')} WHERE number = ?`, ...mutableValues(run), lastId)
    for (const result of run.epochs) this.#database.run('INSERT OR IGNORE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', lastId, ...epochValues(result))
    if (marks) {
      this.#database.run('UPDATE runs SET note = ?, pinned = ? WHERE number = ?', marks.note, Number(marks.isPinned), lastId)
      for (const tag of marks.tags) this.#database.run('INSERT OR IGNORE INTO run_tags VALUES (?, ?)', lastId, tag)
    }
    this.#index.add(lastId)
    return String(this.#database.one('SELECT id FROM runs WHERE number = ?', lastId)?.id)
  }
}

interface Read {
  readonly facts: Facts
  readonly checkpoint: CheckpointInfo
  /** ISO 8601: when its oldest and its newest checkpoint were written. */
  readonly firstAt: string
  readonly lastAt: string
}

/** The newest checkpoint that looks whole and tells what is needed; else why the newest of all does not. */
function readNewest(folder: string): Read | { readonly why: string } {
  const checkpoints = newestFirst(namesIn(join(folder, checkpointsFolder)))
  const times = checkpoints.map((checkpoint) => statSync(join(folder, checkpoint.folder)).mtime.toISOString()).sort()
  const faults: string[] = []
  for (const checkpoint of checkpoints) {
    try {
      const facts = factsSchema.safeParse(peekSealedFolder(join(folder, checkpoint.folder)))
      if (facts.success) return { facts: facts.data, checkpoint, firstAt: times[0] ?? '', lastAt: times.at(-1) ?? '' }
      faults.push(phrase('its checkpoints do not tell the settings of the run'))
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error
      faults.push(phrase('its newest checkpoint cannot be used, because {message}', { message: error.message }))
    }
  }
  return { why: faults[0] ?? phrase('it has no checkpoint') }
}

function recordOf(id: string, { facts: { spec, state, epochs, plan }, checkpoint, firstAt, lastAt }: Read, marks: KeptMarks | null): RunRecord {
  const isComplete = epochs.length >= spec.epochs
  const ownTitle = marks && marks.title !== '' && marks.isTitleMade !== true ? marks.title : null
  const speeds = epochs.map(({ imagesPerSecond }) => imagesPerSecond).sort((a, b) => a - b)
  return {
    ...{ id, title: ownTitle ?? titleOf(spec), isTitleMade: ownTitle === null || (marks?.isTitleMade ?? null), spec, epochs, plan, checkpoint, step: state.step },
    ...{ sweep: null, untilEpoch: null, cluster: null, device: null, deviceTitle: null, threads: null, parameters: null },
    ...{ predictedImagesPerSecond: null, peakRssBytes: null, predictedRssBytes: null, peakDeviceBytes: null, predictedDeviceBytes: null, deviceBytesBasis: null },
    ...lastResults(epochs.at(-1)),
    status: isComplete ? 'completed' : 'interrupted',
    stepsPerEpoch: state.stepOfEpoch === 0 && state.epoch > 0 ? state.step / state.epoch : null,
    ...{ createdAt: firstAt, queuedAt: null, startedAt: firstAt, endedAt: lastAt },
    imagesPerSecond: speeds[Math.floor(speeds.length / 2)] ?? null,
    elapsedSeconds: state.elapsedSeconds,
    notice: marks ? phrase('The run was found again by its folder after the store of runs had lost it: its device and the points of its curves within epochs are not known.') : phrase('The run was found again by its folder after the store of runs had lost it: its own title, tags and notes, its device and the points of its curves within epochs are not known.'),
    problem: isComplete ? null : { code: 'run/found-again', message: phrase('The store of runs had lost this run before its last epoch.'), remedy: phrase('Resume it from its last checkpoint.') },
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // no run was trained yet, or something else stands there
  }
}
