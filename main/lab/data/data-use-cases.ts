// Use cases about data sets.
import type { SampleImage } from '@contract/api/data-api'
import type { AreaCalls } from '@contract/api/lab-api'
import type { Augmentation } from '@contract/data/augmentation'
import type { DatasetId } from '@contract/data/datasets'
import type { NearDuplicates } from '@contract/data/near-duplicates'
import type { Split } from '@contract/runs/evaluation'
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

  close(): void {
    this.#nearDuplicates.close()
  }

  /** Counts by class, samples and fingerprint of a data set. @throws LabError `dataset/...` */
  card(id: DatasetId, question: CardQuestion): Promise<DatasetCard> {
    return this.#splitImages.card(id, question)
  }
}
