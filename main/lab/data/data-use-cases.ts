// Use cases about data sets.
import type { SampleImage } from '@contract/api/data-api'
import type { AreaCalls } from '@contract/api/lab-api'
import type { Augmentation } from '@contract/data/augmentation'
import type { DatasetFacts } from '@contract/data/dataset-facts'
import type { DatasetId } from '@contract/data/datasets'
import type { NearDuplicates } from '@contract/data/near-duplicates'
import type { Split } from '@contract/runs/evaluation'
import type { Labels } from '../../data/dataset'
import type { CardQuestion, DatasetCard } from './dataset-card'
import { NearDuplicateSearch, type NearDuplicateSearchDeps } from './near-duplicate-search'
import { Samples } from './samples'
import { SplitImages } from './split-images'

export class DataUseCases implements AreaCalls<'data'> {
  readonly #samples = new Samples()
  readonly #splitImages = new SplitImages()
  readonly #nearDuplicates: NearDuplicateSearch

  constructor(deps: NearDuplicateSearchDeps) {
    this.#nearDuplicates = new NearDuplicateSearch(deps)
  }

  /** The first training images of a data set, as an augmentation might change them. @throws LabError `dataset/...` */
  samples(id: DatasetId, count: number, augmentation: Augmentation): Promise<readonly SampleImage[]> {
    return this.#samples.first(id, count, augmentation)
  }

  /** Images of a split by their index, as they are. @throws LabError `dataset/...` */
  splitImages(id: DatasetId, split: Split, indices: readonly number[]): Promise<readonly SampleImage[]> {
    return this.#splitImages.at(id, split, indices)
  }

  /** Images of a data set that look alike. @throws LabError `dataset/...`, or the crash of the engine */
  nearDuplicates(id: DatasetId): Promise<NearDuplicates> {
    return this.#nearDuplicates.of(id)
  }

  /** @throws LabError `dataset/...` */
  datasetFacts(id: DatasetId): Promise<DatasetFacts> {
    return this.#splitImages.facts(id)
  }

  /** The class of every image of a split. @throws LabError `dataset/...` */
  splitLabels(id: DatasetId, split: Split): Promise<Labels> {
    return this.#splitImages.labels(id, split)
  }

  /** Pixels of images one after another, as thumbnails of an edge. @throws LabError `dataset/...` */
  imagePixels(id: DatasetId, split: Split, indices: Uint32Array, edge: number): Promise<Uint8Array> {
    return this.#splitImages.pixels(id, split, indices, edge)
  }

  /** Where images came from; null where the set came with the lab. @throws LabError `dataset/...` */
  imageNames(id: DatasetId, split: Split, indices: Uint32Array): Promise<readonly string[] | null> {
    return this.#splitImages.names(id, split, indices)
  }

  /** Counts by class, samples and fingerprint of a data set. @throws LabError `dataset/...` */
  card(id: DatasetId, question: CardQuestion): Promise<DatasetCard> {
    return this.#splitImages.card(id, question)
  }

  close(): void {
    this.#nearDuplicates.close()
  }
}
