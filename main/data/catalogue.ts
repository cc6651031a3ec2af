// The data sets that the lab can load, by name.
import type { DatasetInfo, DatasetName } from '@contract/data/datasets'
import { join } from 'node:path'
import { firstImages, type ImageDataset } from './dataset'
import { fashionMnist, loadFashionMnist } from './fashion-mnist'
import { resourcesFolder } from './resources'

interface CatalogueEntry {
  readonly info: DatasetInfo
  readonly load: () => Promise<ImageDataset>
}

const catalogue: Record<DatasetName, CatalogueEntry> = {
  'fashion-mnist': {
    info: fashionMnist,
    load: () => loadFashionMnist(join(resourcesFolder(), 'datasets', 'fashion-mnist')),
  },
}

/** Every data set, in the order in which choosers list them. */
export const datasets: readonly DatasetInfo[] = Object.values(catalogue).map((entry) => entry.info)

/** The facts of one data set by name. */
export function datasetInfo(name: DatasetName): DatasetInfo {
  return catalogue[name].info
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
 * @throws LabError `dataset/...` where its files are not what they should be, `resources/missing`
 */
export async function loadDataset(name: DatasetName, limits: DatasetLimits): Promise<ImageDataset> {
  const { info, train, test } = await catalogue[name].load()
  return { info, train: firstImages(train, limits.limitTrain), test: firstImages(test, limits.limitTest) }
}
