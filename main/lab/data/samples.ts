// Sample images of the data sets, for looking at what a network is given.
import type { Augmentation } from '@contract/data/augmentation'
import type { DatasetId } from '@contract/data/datasets'
import type { SampleImage } from '@contract/api/data-api'
import { augmentImage, drawChance } from '../../data/augmentation'
import { datasetInfo, firstTrainingImages } from '../../data/catalogue'
import { openImages } from '../../data/image-reader'

/** Samples of each data set that are loaded and kept in memory: the most that a call may ask for. */
const mostSamples = 64

export class Samples {
  readonly #loaded = new Map<DatasetId, Promise<readonly SampleImage[]>>()

  /**
   * The first `count` training images of a data set, 64 at most, as they might look at a training step.
   * @throws LabError `dataset/...` where its files are not what they should be
   */
  async first(name: DatasetId, count: number, augmentation: Augmentation): Promise<readonly SampleImage[]> {
    let samples = this.#loaded.get(name)
    if (!samples) {
      samples = load(name)
      this.#loaded.set(name, samples)
      samples.catch(() => {
        this.#loaded.delete(name) // the files may be mended
      })
    }
    return (await samples).slice(0, count).map((sample, index) => augmented(sample, index, name, augmentation))
  }
}

/** A sample as the first step of a run with seed 0 would show it. */
function augmented(sample: SampleImage, index: number, name: DatasetId, augmentation: Augmentation): SampleImage {
  const shape = datasetInfo(name)
  const pixels = new Uint8Array(sample.pixels.length)
  augmentImage(drawChance(augmentation, shape, 0, 0, index), augmentation.cutout, shape, sample.pixels, 0, pixels, 0)
  return { ...sample, pixels }
}

async function load(name: DatasetId): Promise<readonly SampleImage[]> {
  const { channels, height, width } = datasetInfo(name)
  const { images, labels } = await firstTrainingImages(name, mostSamples)
  const reader = openImages(images, channels * height * width)
  try {
    return Array.from(labels, (label, index) => ({ pixels: reader.imageAt(index).slice(), channels, height, width, label }))
  } finally {
    reader.close()
  }
}
