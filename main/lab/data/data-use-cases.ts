// Use cases about data sets.
import type { SampleImage } from '@contract/api/data-api'
import type { AreaCalls } from '@contract/api/lab-api'
import type { Augmentation } from '@contract/data/augmentation'
import type { DatasetId } from '@contract/data/datasets'
import { Samples } from './samples'

export class DataUseCases implements AreaCalls<'data'> {
  readonly #samples = new Samples()

  /** The first training images of a data set, as an augmentation might change them. @throws LabError `dataset/...` */
  samples(id: DatasetId, count: number, augmentation: Augmentation): Promise<readonly SampleImage[]> {
    return this.#samples.first(id, count, augmentation)
  }
}
