// Use cases about the table of runs: rows and selections, tags, notes and pins, deletion that can be undone, and clean-up.
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { CleanUpItem, CleanUpPlan, CleanUpRule, CleanUpTarget, DeletedRuns, HolderWords, KeptRun } from '@contract/api/run-table-api'
import { heldCode, LabError } from '@contract/problem'
import type { LostRuns } from '@contract/runs/lost-run'
import type { RowWindow, RunChoice } from '@contract/runs/run-query'
import type { RunTablePage, TagChange, TagCount } from '@contract/runs/run-row'
import { heldWords } from '../../../files/folder-lock/holder-words'
import { log, logTrouble } from '../../../log/log'
import type { HomeFolders } from '../../home-folders'
import type { LabEvents } from '../../lab-events'
import type { LabStore } from '../../store/lab-store'
import type { SizedCheckpoint } from '../../store/run-folder-shelf'
import type { KeptByStore } from '../../store/deleted-run-store'
import { activeElsewhere } from '../../store/run-store'
import type { RunMarkKeeper } from '../run-mark-keeper'
import { RunTrash } from './run-trash'

export interface RunTableDeps {
  readonly folders: HomeFolders
  readonly store: LabStore
  /** Id of this process in the store. */
  readonly owner: string
  readonly events: LabEvents
  readonly marks: RunMarkKeeper
  /** Waits until the engine process of a run that has ended is gone. */
  readonly settled: (id: string) => Promise<void>
  /** Deletes sweeps and experiments for good that this process has deleted: they are put back with the runs that went with them, or not at all. */
  readonly deleteRecordsForGood: () => Promise<unknown>
}

/** A run and what its files take. */
export interface SizedRun {
  readonly id: string
  readonly bytes: number
}

/** Folders that are looked through, and runs that are forgotten, in one call of the store, so that its thread can do others in between. */
const atOnce = 50

/** Milliseconds that closing the lab spends on deleting for good; the next process that starts deletes what is left. */
const closingPatience = 4000

export class RunTableUseCases implements AreaCalls<'runTable'> {
  readonly #deps: RunTableDeps
  readonly #trash: RunTrash
  /** Movements of files, one after another. */
  #moving: Promise<void> = Promise.resolve()
  #measuring: Promise<void> | null = null
  #closed = false

  constructor(deps: RunTableDeps) {
    this.#deps = deps
    this.#trash = new RunTrash(deps.folders, deps.owner)
  }

  async runTable(choice: RunChoice, window: RowWindow): Promise<RunTablePage> {
    const page = await this.#deps.store.runTable.page(choice, window)
    this.#measureFiles()
    return page
  }

  runIds(choice: RunChoice, first: number, last: number): Promise<readonly string[]> {
    return this.#deps.store.runTable.ids(choice, first, last)
  }

  runTags(): Promise<readonly TagCount[]> {
    return this.#deps.store.runMarks.tags()
  }

  async tagRuns(ids: readonly string[], added: readonly string[], removed: readonly string[]): Promise<readonly TagChange[]> {
    const changed = await this.#deps.store.runMarks.tag(ids, added, removed)
    return this.#marked(changed.flatMap(({ runs }) => runs), changed)
  }

  async noteRun(id: string, note: string): Promise<null> {
    await this.#deps.store.runMarks.note(id, note)
    return this.#marked([id], null)
  }

  async pinRuns(ids: readonly string[], isPinned: boolean): Promise<readonly string[]> {
    const changed = await this.#deps.store.runMarks.pin(ids, isPinned)
    return this.#marked(changed, changed)
  }

  /**
   * Deletes ended runs until the lab closes: first in the store, so that a crash in between loses nothing that is still shown. A run stays whose engine process lives, though the store may take
   * that for dead: it was suspended, or is on another machine, and would find its folder gone.
   */
  async deleteRuns(ids: readonly string[]): Promise<DeletedRuns> {
    const { store, owner, settled } = this.#deps
    for (const id of ids) await settled(id)
    const staying = await this.#notDeletable(ids)
    const { deleted, kept, bytes } = await store.deletedRuns.discard(without(ids, staying), owner)
    this.#move(async () => {
      for (const id of deleted) await this.#trash.takeRun(id)
    })
    for (const runId of deleted) this.#deps.events.tell({ type: 'removed', runId })
    this.#told()
    return { deleted, kept: [...staying, ...kept.map(inHands)], bytes }
  }

  /** What deleting runs would be refused with. @throws LabError `run/active` where one of them goes on, waits, or is in the hands of a process */
  async assertDeletable(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#deps.settled(id)
    const [first] = await this.#notDeletable(ids)
    if (!first) return
    const { message, remedy } = first.holder ?? activeElsewhere(first.id)
    throw new LabError(heldCode, message, remedy)
  }

  /** Those of these runs that go on, wait, or are in the hands of a process, by the store or by the lock in their folder. */
  async #notDeletable(ids: readonly string[]): Promise<readonly KeptRun[]> {
    const { store, owner } = this.#deps
    const active = (await store.deletedRuns.inHands(ids, owner)).map(inHands)
    const held = await this.#heldElsewhere(without(ids, active))
    return [...active, ...[...held].map(([id, holder]) => ({ id, holder }))]
  }

  /** Who has runs in hand by the locks in their folders. */
  async #heldElsewhere(ids: readonly string[]): Promise<ReadonlyMap<string, HolderWords>> {
    const { store, folders } = this.#deps
    const held = new Map<string, HolderWords>()
    for (const some of chunks(await store.deletedRuns.known(ids))) {
      const holders = await store.runFolders.holders(some.map((id) => folders.run(id)))
      for (const [index, id] of some.entries()) {
        const holder = holders[index]
        if (holder) held.set(id, heldWords(id, holder))
      }
    }
    return held
  }

  async putBackRuns(ids: readonly string[]): Promise<null> {
    const { store, owner } = this.#deps
    const deleted = new Set(await store.deletedRuns.deletedBy(owner))
    const own = ids.filter((id) => deleted.has(id))
    this.#move(async () => {
      for (const id of own) await this.#trash.putBackRun(id)
    })
    await this.#moving
    await store.deletedRuns.putBack(own, owner)
    return this.#told()
  }

  /** Runs by their ids with the bytes of their files on the disk. @throws LabError `run/unknown` where one of them is none */
  async sizes(ids: readonly string[]): Promise<readonly SizedRun[]> {
    const { store, folders } = this.#deps
    const known = new Set(await store.deletedRuns.known(ids))
    const unknown = ids.find((id) => !known.has(id))
    if (unknown !== undefined) throw new LabError('run/unknown', phrase('There is no run {unknown}.', { unknown }), phrase('The list of runs shows those that there are.'))
    const bytes = await store.runFolders.sizes(ids.map((id) => folders.run(id)))
    return ids.map((id, index) => ({ id, bytes: bytes[index] ?? 0 }))
  }

  /** Folders of runs that the store does not know, since its database was lost: `findLostRuns` brings them back. */
  lostRuns(): Promise<readonly string[]> {
    return this.#deps.store.lostRuns.folders(this.#deps.folders.runs)
  }

  async findLostRuns(): Promise<LostRuns> {
    const outcome = await this.#deps.store.lostRuns.takeBack(this.#deps.folders.runs)
    log('info', 'runs', 'lost runs found', { found: outcome.found.length, notFound: outcome.notFound.length })
    this.#told()
    return outcome
  }

  async deletedRuns(): Promise<number> {
    return (await this.#deps.store.deletedRuns.deletedBy(this.#deps.owner)).length
  }

  async deleteForGood(): Promise<null> {
    const { store, owner, deleteRecordsForGood } = this.#deps
    await this.#moving
    await deleteRecordsForGood()
    await this.#forget(await store.deletedRuns.deletedBy(owner))
    await this.#trash.empty()
    return this.#told()
  }

  async planCleanUp(rule: CleanUpRule): Promise<CleanUpPlan> {
    const { store, folders } = this.#deps
    const items: CleanUpItem[] = []
    for (const ended of chunks(await store.deletedRuns.ended(rule))) {
      const held = await this.#heldElsewhere(ended.map(({ id }) => id))
      const runs = ended.filter(({ id }) => !held.has(id))
      const paths = runs.map(({ id }) => folders.run(id))
      const [checkpoints, sizes] = await Promise.all([store.runFolders.checkpoints(paths), rule.target === 'runs' ? store.runFolders.sizes(paths) : []])
      for (const [index, run] of runs.entries()) {
        const going = goingCheckpoints(rule.target, checkpoints[index] ?? [])
        const bytes = rule.target === 'runs' ? (sizes[index] ?? 0) : going.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0)
        if (bytes >= (rule.atLeastBytes ?? 0) && (rule.target === 'runs' || going.length > 0)) items.push({ ...run, checkpoints: going.length, bytes })
      }
    }
    return { items: items.sort((a, b) => b.bytes - a.bytes), bytes: items.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  async cleanUpCheckpoints(ids: readonly string[], target: Exclude<CleanUpTarget, 'runs'>): Promise<null> {
    const { store, folders } = this.#deps
    const asked = new Set(ids)
    const held = await this.#heldElsewhere(ids)
    const ended = (await store.deletedRuns.ended({ olderThanDays: null })).filter(({ id }) => asked.has(id) && !held.has(id))
    for (const runs of chunks(ended)) {
      const checkpoints = await store.runFolders.checkpoints(runs.map(({ id }) => folders.run(id)))
      this.#move(async () => {
        for (const [index, { id }] of runs.entries()) await this.#trash.takeCheckpoints(id, goingCheckpoints(target, checkpoints[index] ?? []).map(({ name }) => name))
      })
    }
    await this.#moving
    return this.#measuredAgain(ended.map(({ id }) => id))
  }

  async putBackCheckpoints(ids: readonly string[]): Promise<null> {
    this.#move(async () => {
      for (const id of ids) await this.#trash.putBackCheckpoints(id)
    })
    await this.#moving
    return this.#measuredAgain(ids)
  }

  /** Deletes for good what processes have deleted that are gone: they have closed or crashed, so nobody can put it back. */
  async dropAbandoned(): Promise<void> {
    const { store } = this.#deps
    try {
      const ids = await store.deletedRuns.abandoned()
      for (const id of ids) await this.#trash.dropRun(id)
      await this.#forget(ids)
      await this.#trash.emptyAbandoned((await store.owners.list()).map(({ id }) => id))
      await store.changes.tidy()
      if (ids.length > 0) log('info', 'runs', 'deleted for good', { runs: ids.length })
    } catch (error) {
      logTrouble('runs', 'deleted runs not deleted for good', error) // the next start tries again
    }
  }

  /** Deletes for good what this process has deleted, as far as that is quick. */
  async close(): Promise<void> {
    this.#closed = true
    const { store, owner } = this.#deps
    if (store.isReadOnly) return
    const tooLate = Date.now() + closingPatience
    try {
      await this.#measuring
      await this.#moving
      for (const ids of chunks(await store.deletedRuns.deletedBy(owner))) {
        if (Date.now() > tooLate) return
        for (const id of ids) await this.#trash.dropRun(id)
        await store.deletedRuns.forget(ids)
      }
      await this.#trash.empty()
    } catch (error) {
      logTrouble('runs', 'deleted runs not deleted for good', error) // the next start does so
    }
  }

  /** Forgets runs that nobody can put back any more; files that were not moved go too. */
  async #forget(ids: readonly string[]): Promise<void> {
    for (const some of chunks(ids)) {
      for (const id of some) await this.#trash.dropRun(id)
      await this.#deps.store.deletedRuns.forget(some)
    }
  }

  /** Measures the files of runs whose size is not known, in the background. */
  #measureFiles(): void {
    if (this.#deps.store.isReadOnly) return
    this.#measuring ??= this.#measure()
      .catch((error: unknown) => {
        logTrouble('runs', 'files of runs not measured', error) // asked for again with the next rows
      })
      .finally(() => {
        this.#measuring = null
      })
  }

  async #measure(): Promise<void> {
    const { store } = this.#deps
    const ids = await store.deletedRuns.unmeasured()
    for (const some of chunks(ids)) {
      if (this.#closed) return
      await this.#keepSizes(some)
    }
    if (ids.length > 0) this.#told()
  }

  async #measuredAgain(ids: readonly string[]): Promise<null> {
    for (const some of chunks(ids)) await this.#keepSizes(some)
    return this.#told()
  }

  async #keepSizes(ids: readonly string[]): Promise<void> {
    const { store, folders } = this.#deps
    const sizes = await store.runFolders.sizes(ids.map((id) => folders.run(id)))
    await store.deletedRuns.keepSizes(ids.map((id, index) => ({ id, bytes: sizes[index] ?? 0 })))
  }

  /** Moves files after those that are being moved. */
  #move(work: () => Promise<void>): void {
    this.#moving = this.#moving.then(work).catch((error: unknown) => {
      logTrouble('runs', 'files of deleted runs not moved', error) // they are deleted from where they are
    })
  }

  /** After what users put on runs has changed. */
  #marked<T>(ids: readonly string[], outcome: T): T {
    void this.#deps.marks.keep(ids)
    this.#told()
    return outcome
  }

  #told(): null {
    this.#deps.events.tell({ type: 'run-table' })
    return null
  }
}

function without(ids: readonly string[], runs: readonly { readonly id: string }[]): readonly string[] {
  const left = new Set(runs.map(({ id }) => id))
  return ids.filter((id) => !left.has(id))
}

/** A run that the store says is in the hands of a process. */
function inHands({ id, pid }: KeptByStore): KeptRun {
  if (pid === null) return { id, holder: null }
  const { message, remedy } = activeElsewhere(id, pid)
  return { id, holder: { message, remedy } }
}

/** The checkpoints of a run that a clean-up deletes, of all from the newest to the oldest. */
function goingCheckpoints(target: CleanUpTarget, checkpoints: readonly SizedCheckpoint[]): readonly SizedCheckpoint[] {
  return target === 'older-checkpoints' ? checkpoints.slice(1) : checkpoints
}

function* chunks<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += atOnce) yield list.slice(from, from + atOnce)
}
