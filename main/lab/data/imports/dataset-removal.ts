// Removes imported data sets: images go, and the facts stay where anything refers to them.
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import type { DatasetUses, RemovedDataset } from '@contract/data/imports'
import type { StoredDataset } from '@contract/data/stored-dataset'
import { LabError } from '@contract/problem'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { datasetInfo } from '../../../data/catalogue'
import { replacedPrefix } from '../../../data/importing/place-dataset'
import { keepFacts } from '../../../data/stored/former-dataset'
import { forgetStoredDatasets, storedDataset } from '../../../data/stored/stored-datasets'
import { syncFolder } from '../../../files/durable-file'
import { fileTrouble } from '../../../files/file-trouble'
import { makeFolder } from '../../../files/make-folder'
import type { LabStore } from '../../store/lab-store'
import type { WorkFolders } from './work-folders'

export interface DatasetRemovalDeps {
  readonly store: Pick<LabStore, 'datasetUses'>
  /** Absolute path of the folder of all data sets. */
  readonly datasets: string
  readonly workFolders: WorkFolders
}

export class DatasetRemoval {
  readonly #deps: DatasetRemovalDeps

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
    const set = removable(id)
    await this.#assertUnused(set)
    const { runs, sweeps } = await this.uses(id)
    const factsStay = runs + sweeps > 0
    const work = this.#deps.workFolders.next()
    try {
      await this.#take(set, work, factsStay)
    } catch (error) {
      throw new LabError('dataset/not-removed', phrase('{title} cannot be removed: {trouble}.', { title: set.info.title, trouble: fileTrouble(error) }), phrase('Try again.'), { cause: error })
    } finally {
      await this.#deps.workFolders.remove(work)
      forgetStoredDatasets()
    }
    return { id, factsStay }
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
    const facts = join(work, 'facts')
    await makeFolder(work)
    if (factsStay) await keepFacts({ ...set, removedAt: new Date().toISOString() }, facts)
    // Under this name it goes back, should this process end between the two steps; without facts, there is one step.
    await rename(join(datasets, id), join(work, factsStay ? `${replacedPrefix}${id}` : 'removed'))
    if (factsStay) await rename(facts, join(datasets, id))
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
