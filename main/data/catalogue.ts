// The data sets that the lab can load, by id.
import { phrase } from '@language/phrase'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { firstImages, type DatasetLimits, type ImageDataset, type LabelledImages } from './dataset'
import { fashionMnist, fashionMnistFingerprint, loadFashionMnist, loadFirstOfFashionMnist } from './fashion-mnist'
import { fingerprintOf } from './fingerprint'
import { resourcesFolder } from './resources'
import { loadStoredDataset, storedDataset, storedDatasets } from './stored/stored-datasets'

const noLimits: DatasetLimits = { limitTrain: null, limitTest: null }

/** How a data set is read. */
export interface DatasetSource {
  /** Reads the set and checks it. What lies beyond the limits may be left out. */
  readonly load: (limits: DatasetLimits) => Promise<ImageDataset>
  /** Reads the first training images without the rest, and without the checks that need the rest; left out where the format does not allow it. */
  readonly loadFirst?: (count: number) => Promise<LabelledImages>
  /** The fingerprint where it is known without reading the set, as `load` would refuse any other content; else it is computed. */
  readonly fingerprint?: string
}

interface CatalogueEntry extends DatasetSource {
  readonly info: DatasetInfo
}

const catalogue = new Map<DatasetId, CatalogueEntry>()

/** Adds a data set to those that can be loaded; it replaces one with the same id. */
export function registerDataset(info: DatasetInfo, source: DatasetSource): void {
  catalogue.set(info.id, { info, ...source })
}

/** The folder of the four files of Fashion-MNIST. @throws LabError `resources/missing` */
export const fashionMnistFolder = (): string => join(resourcesFolder(), 'datasets', 'fashion-mnist')

registerDataset(fashionMnist, {
  load: (limits) => loadFashionMnist(fashionMnistFolder(), limits),
  loadFirst: (count) => loadFirstOfFashionMnist(fashionMnistFolder(), count),
  fingerprint: fashionMnistFingerprint,
})

/** Every data set whose images there are, in the order in which choosers list them: those that ship with the lab, then imported ones by title. */
export function datasets(): readonly DatasetInfo[] {
  const stored = storedDatasets().filter(({ removedAt }) => removedAt === null)
  return [...[...catalogue.values()].map(({ info }) => info), ...stored.map(({ info }) => info)]
}

/** Sets whose images were removed; their facts stay for the runs that were trained on them. */
export function formerDatasets(): readonly DatasetInfo[] {
  return storedDatasets().flatMap(({ info, removedAt }) => (removedAt === null ? [] : [info]))
}

/** The facts of one data set. Also of a set whose images were removed. @throws LabError `dataset/unknown` */
export function datasetInfo(id: DatasetId): DatasetInfo {
  return entryOf(id).info
}

/** Whether there are facts of a set: of one that ships with the lab, of an imported or of a removed one. */
export function isKnownDataset(id: DatasetId): boolean {
  return catalogue.has(id) || storedDataset(id) !== null
}

function entryOf(id: DatasetId): CatalogueEntry {
  const entry = catalogue.get(id)
  if (entry) return entry
  const stored = storedDataset(id)
  if (stored) return { info: stored.info, fingerprint: stored.fingerprint, load: (limits) => Promise.resolve().then(() => loadStoredDataset(stored, limits)) }
  throw new LabError('dataset/unknown', phrase('There is no data set {id}.', { id }), phrase('Choose one of {ids}.', { ids: datasets().map((info) => info.id).join(', ') }))
}

/** A data set, cut to the limits, with the fingerprint of the whole. */
export interface LoadedDataset extends ImageDataset {
  readonly fingerprint: string
}

/**
 * Loads a data set, checked in full, and keeps the first images up to the limits.
 *
 * @param limits e.g. a run's `spec.dataset`
 * @throws LabError `dataset/unknown`, `dataset/...` where its files are not what they should be, `resources/missing`
 */
export async function loadDataset(id: DatasetId, limits: DatasetLimits): Promise<LoadedDataset> {
  const { load, fingerprint } = entryOf(id)
  const read = await load(fingerprint === undefined ? noLimits : limits)
  const { info, train, validation, test } = read
  return { info, fingerprint: fingerprint ?? fingerprintOf(read), train: firstImages(train, limits.limitTrain), validation, test: firstImages(test, limits.limitTest) }
}

/** The fingerprint of a set where it is known without reading the set; else null. @throws LabError `dataset/unknown` */
export function knownFingerprint(id: DatasetId): string | null {
  return entryOf(id).fingerprint ?? null
}

/**
 * A whole data set for looking at some of its images: those of an imported set stay in their file, however few they are.
 * @throws LabError as {@link loadDataset}
 */
export async function viewedDataset(id: DatasetId): Promise<LoadedDataset> {
  const stored = catalogue.has(id) ? null : storedDataset(id)
  return stored ? { ...loadStoredDataset(stored, noLimits, 0), fingerprint: stored.fingerprint } : loadDataset(id, noLimits)
}

/**
 * The first training images of a data set, for display: read without the rest where the set's source can do so.
 * @throws LabError `dataset/...`, `resources/missing`
 */
export async function firstTrainingImages(id: DatasetId, count: number): Promise<LabelledImages> {
  const { load, loadFirst } = entryOf(id)
  return loadFirst ? loadFirst(count) : firstImages((await load({ limitTrain: count, limitTest: 0 })).train, count)
}
