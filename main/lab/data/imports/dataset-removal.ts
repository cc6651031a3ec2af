// Removes imported data sets: images go, and the facts stay where anything refers to them. Until the lab closes, what has gone lies in a work folder of this process and can be put back.
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import type { DatasetUses, RemovedDataset } from '@contract/data/imports'
import type { StoredDataset } from '@contract/data/stored-dataset'
import { LabError } from '@contract/problem'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { datasetInfo } from '../../../data/catalogue'
import { otherContent, replacedPrefix } from '../../../data/importing/place-dataset'
import { keepFacts } from '../../../data/stored/former-dataset'
import { forgetStoredDatasets, storedDataset } from '../../../data/stored/stored-datasets'
import { syncFolder } from '../../../files/durable-file'
import { fileTrouble } from '../../../files/file-trouble'
import { makeFolder } from '../../../files/make-folder'
import type { LabStore } from '../../store/lab-store'
import type { WorkFolders } from './work-folders'

export interface DatasetRemovalDeps {
  readonly store: Pick<LabStore, 'datasetUses' | 'runFolders'>
  /** Absolute path of the folder of all data sets. */
  readonly datasets: string
  readonly workFolders: WorkFolders
}

/** Name of a removed set in its work folder. */
const removedName = 'removed'

/** A set that can be put back. */
interface RemovedSet {
  readonly set: StoredDataset
  /** Absolute path of the work folder in which it lies. */
  readonly work: string
}

export class DatasetRemoval {
  readonly #deps: DatasetRemovalDeps
  /** The sets that this process has removed, by their ids. */
  readonly #removed = new Map<DatasetId, RemovedSet>()

  constructor(deps: DatasetRemovalDeps) {
    this.#deps = deps
  }

  /** @throws LabError `dataset/unknown` */
  async uses(id: DatasetId): Promise<DatasetUses> {
    datasetInfo(id) // so that it is the id of a set
    return this.#deps.store.datasetUses.usesOf(id)
  }

  /** @throws LabError `dataset/unknown`, `dataset/bundled`, `dataset/removed`, `dataset/in-use`, `dataset/not-removed` */
  async remove(id: DatasetId): Promise<RemovedDataset> {
    const { store, workFolders } = this.#deps
    const set = removable(id)
    await this.#assertUnused(set)
    const { runs, sweeps } = await this.uses(id)
    const factsStay = runs + sweeps > 0
    const work = workFolders.next()
    try {
      await this.#take(set, work, factsStay)
    } catch (error) {
      await workFolders.remove(work)
      throw new LabError('dataset/not-removed', phrase('{title} cannot be removed: {trouble}.', { title: set.info.title, trouble: fileTrouble(error) }), phrase('Try again.'), { cause: error })
    } finally {
      forgetStoredDatasets()
    }
    const before = this.#removed.get(id)
    if (before) await workFolders.remove(before.work) // it was imported again since
    this.#removed.set(id, { set, work })
    const [bytes = 0] = await store.runFolders.sizes([join(work, removedName)])
    return { id, factsStay, bytes }
  }

  /** Puts a set back that this process has removed; one that was imported again meanwhile is there already. @throws LabError `import/other-content`, `dataset/not-put-back` */
  async putBack(id: DatasetId): Promise<void> {
    const removed = this.#removed.get(id)
    if (!removed) return
    const { set, work } = removed
    forgetStoredDatasets()
    const present = storedDataset(id)
    const again = present?.removedAt === null ? present : null
    if (again && again.fingerprint !== set.fingerprint) throw otherContent(id)
    try {
      if (!again) await this.#return(id, work, present !== null)
    } catch (error) {
      throw new LabError('dataset/not-put-back', phrase('{title} cannot be put back: {trouble}.', { title: set.info.title, trouble: fileTrouble(error) }), phrase('Try again.'), { cause: error })
    } finally {
      forgetStoredDatasets()
    }
    this.#removed.delete(id)
    await this.#deps.workFolders.remove(work)
  }

  /** Deletes for good what this process has removed. */
  async deleteForGood(): Promise<void> {
    for (const [id, { work }] of this.#removed) {
      this.#removed.delete(id)
      await this.#deps.workFolders.remove(work)
    }
  }

  async #assertUnused({ info: { id, title } }: StoredDataset): Promise<void> {
    const [first, ...others] = await this.#deps.store.datasetUses.activeRuns(id)
    if (first === undefined) return
    const message = others.length === 0 ? phrase('Run {run} trains on {title}, or waits to.', { run: first, title }) : phrase('Run {run} and {others} more train on {title}, or wait to.', { run: first, others: others.length, title })
    throw new LabError('dataset/in-use', message, phrase('Stop it, or wait for its end, then remove the data set.'))
  }

  /** Moves the set out of its place; where its facts stay, they take it in the next step. */
  async #take(set: StoredDataset, work: string, factsStay: boolean): Promise<void> {
    const { datasets } = this.#deps
    const { id } = set.info
    const place = join(datasets, id)
    await makeFolder(work)
    if (factsStay) {
      const [facts, waiting] = [join(work, 'facts'), join(work, `${replacedPrefix}${id}`)]
      await keepFacts({ ...set, removedAt: new Date().toISOString() }, facts)
      await rename(place, waiting) // under this name it goes back, should this process end before the next step
      await rename(facts, place)
      await rename(waiting, join(work, removedName))
    } else {
      await rename(place, join(work, removedName))
    }
    await syncFolder(datasets)
  }

  /** Moves a removed set into its place. @param hasFacts whether its facts lie there, which make way for it */
  async #return(id: DatasetId, work: string, hasFacts: boolean): Promise<void> {
    const { datasets } = this.#deps
    const place = join(datasets, id)
    const [facts, waiting] = [join(work, 'facts'), join(work, `${replacedPrefix}${id}`)]
    await rename(join(work, removedName), waiting) // as above
    try {
      if (hasFacts) await rename(place, facts)
      await rename(waiting, place)
    } catch (error) {
      // So that it can be tried again.
      if (existsSync(facts) && !existsSync(place)) await rename(facts, place)
      if (existsSync(waiting)) await rename(waiting, join(work, removedName))
      throw error
    }
    await syncFolder(datasets)
  }
}

/** @throws LabError `dataset/unknown`, `dataset/bundled`, `dataset/removed` */
function removable(id: DatasetId): StoredDataset {
  const { title } = datasetInfo(id)
  const set = storedDataset(id)
  if (!set) throw new LabError('dataset/bundled', phrase('{title} ships with the lab and cannot be removed.', { title }), phrase('Choose a data set that was imported.'))
  if (set.removedAt !== null) throw new LabError('dataset/removed', phrase('The images of {title} were removed before.', { title }), phrase('Nothing is left to do; its facts stay as long as runs refer to them.'))
  return set
}
