// The first images of a split, read batch after batch, for questions that go over a sample.
import type { ImageSample } from '@contract/inspection/inspected-image'
import type { RunSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../data/catalogue'
import type { Labels } from '../../data/dataset'
import { openImages } from '../../data/image-reader'
import { splitOf } from '../../data/split-of'
import { imageBytes, type ImageSet } from '../training/trainer/image-set'

export interface SampledBatch {
  /** Number of the first image in its split. */
  readonly start: number
  /** Images of the batch; fewer than {@link SampledImages.batchSize} at the end. */
  readonly count: number
  /** [batchSize, channels, height, width], valid until the next batch; places from `count` on hold other images. */
  readonly pixels: Uint8Array
}

export class SampledImages {
  /** Images of the sample: those that were asked for, or all of a smaller split. */
  readonly count: number
  readonly batchSize: number
  readonly #data: ImageSet

  private constructor(data: ImageSet, count: number, largestBatch: number) {
    this.#data = data
    this.count = count
    this.batchSize = Math.min(largestBatch, count)
  }

  /**
   * @param spec of the network: names the data set and how much of it is used
   * @param largestBatch images that may go through the network at once
   * @throws LabError `dataset/...`
   */
  static async open({ dataset }: Pick<RunSpec, 'dataset'>, { split, images }: ImageSample, largestBatch: number): Promise<SampledImages> {
    const { info, ...parts } = await loadDataset(dataset.id, dataset)
    const { channels, height, width, title } = info
    const data = splitOf(parts, split, title)
    return new SampledImages({ ...data, channels, height, width }, Math.min(images, data.count), largestBatch)
  }

  /** [count], by the number of the image. */
  get labels(): Labels {
    return this.#data.labels.subarray(0, this.count)
  }

  /** @throws LabError `dataset/unreadable`, `dataset/truncated` */
  *batches(): Generator<SampledBatch, void> {
    const bytes = imageBytes(this.#data)
    const pixels = new Uint8Array(this.batchSize * bytes)
    const reader = openImages(this.#data.images, bytes)
    try {
      for (let start = 0; start < this.count; start += this.batchSize) {
        const count = Math.min(this.batchSize, this.count - start)
        for (let place = 0; place < count; place++) pixels.set(reader.imageAt(start + place), place * bytes)
        yield { start, count, pixels }
      }
    } finally {
      reader.close()
    }
  }
}
