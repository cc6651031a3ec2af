// The data sets that the lab can load, by id.
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { firstImages, type ImageDataset } from './dataset'
import { fashionMnist, loadFashionMnist } from './fashion-mnist'
import { resourcesFolder } from './resources'

interface CatalogueEntry {
  readonly info: DatasetInfo
  readonly load: () => Promise<ImageDataset>
}

const catalogue = new Map<DatasetId, CatalogueEntry>()

/** Adds a data set to those that can be loaded, in the place of one with the same id. */
export function registerDataset(info: DatasetInfo, load: () => Promise<ImageDataset>): void {
  catalogue.set(info.id, { info, load })
}

registerDataset(fashionMnist, () => loadFashionMnist(join(resourcesFolder(), 'datasets', 'fashion-mnist')))

/** Every data set, in the order in which choosers list them. */
export function datasets(): readonly DatasetInfo[] {
  return [...catalogue.values()].map(({ info }) => info)
}

/** The facts of one data set. @throws LabError `dataset/unknown` */
export function datasetInfo(id: DatasetId): DatasetInfo {
  return entryOf(id).info
}

function entryOf(id: DatasetId): CatalogueEntry {
  const entry = catalogue.get(id)
  if (entry) return entry
  throw new LabError('dataset/unknown', `There is no data set ${id}.`, `Choose one of ${[...catalogue.keys()].join(', ')}.`)
}

/** How much of a data set to keep; null: all. */
export interface DatasetLimits {
  readonly limitTrain: number | null
  readonly limitTest: number | null
}

/**
 * Loads a data set, checked in full, and keeps the first images up to the limits.
 *
 * @param limits a run's `spec.dataset` is one
 * @throws LabError `dataset/unknown`, `dataset/...` where its files are not what they should be, `resources/missing`
 */
export async function loadDataset(id: DatasetId, limits: DatasetLimits): Promise<ImageDataset> {
  const { info, train, test } = await entryOf(id).load()
  return { info, train: firstImages(train, limits.limitTrain), test: firstImages(test, limits.limitTest) }
}
