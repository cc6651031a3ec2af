// The first images of those that a run means by a split, read batch after batch, for questions that go over a sample.
import type { ImageSample } from '@contract/inspection/inspected-image'
import type { Split } from '@contract/runs/evaluation'
import type { RunSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../data/catalogue'
import { imagesOfRun } from '../../data/chosen-images'
import type { Labels } from '../../data/dataset'
import { openImages } from '../../data/image-reader'
import { leftOutImages } from '../../data/near-duplicates/left-out-images'
import { everyImage } from '../../data/training-part'
import { imageBytes, labelsAt, type ImageSet } from '../training/trainer/image-set'

export interface SampledBatch {
  /** Place of the first image in the sample. */
  readonly start: number
  /** Images of the batch; fewer than {@link SampledImages.batchSize} at the end. */
  readonly count: number
  /** [batchSize, channels, height, width], valid until the next batch; places from `count` on hold other images. */
  readonly pixels: Uint8Array
}

export class SampledImages {
  readonly batchSize: number
  readonly #data: ImageSet

  private constructor(
    data: ImageSet,
    /** The split of the set in which the images lie: those for validation may be training images. */
    readonly within: Split,
    /** The number of each image in that split, in rising order. */
    readonly numbers: Uint32Array<ArrayBuffer>,
    largestBatch: number,
  ) {
    this.#data = data
    this.batchSize = Math.min(largestBatch, numbers.length)
  }

  /** Images of the sample: those that were asked for, or all of a smaller split. */
  get count(): number {
    return this.numbers.length
  }

  /**
   * @param spec of the network: names the data set, how much of it is used, and what of it validates
   * @param largestBatch images that may go through the network at once
   * @throws LabError `dataset/...`
   */
  static async open(spec: Pick<RunSpec, 'dataset' | 'seed'>, { split, images }: ImageSample, largestBatch: number): Promise<SampledImages> {
    const loaded = await loadDataset(spec.dataset.id, spec.dataset)
    const { channels, height, width } = loaded.info
    const leftOut = split === 'test' ? [] : (await leftOutImages(spec.dataset)).images
    const chosen = imagesOfRun(loaded, spec, split, leftOut)
    const numbers = (chosen.images ?? everyImage(chosen.data.count)).slice(0, images)
    return new SampledImages({ ...chosen.data, channels, height, width }, chosen.within, numbers, largestBatch)
  }

  /** [count]. */
  get labels(): Labels {
    return labelsAt(this.#data.labels, this.numbers)
  }

  /** @throws LabError `dataset/unreadable`, `dataset/truncated` */
  *batches(): Generator<SampledBatch, void> {
    const bytes = imageBytes(this.#data)
    const pixels = new Uint8Array(this.batchSize * bytes)
    const reader = openImages(this.#data.images, bytes)
    try {
      for (let start = 0; start < this.count; start += this.batchSize) {
        const count = Math.min(this.batchSize, this.count - start)
        reader.gather(this.numbers.subarray(start, start + count), pixels)
        yield { start, count, pixels }
      }
    } finally {
      reader.close()
    }
  }
}
