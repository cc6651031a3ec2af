// Sample images of the data sets, for looking at what a network is given.
import { isMixed, type Augmentation } from '@contract/data/augmentation'
import type { DatasetId } from '@contract/data/datasets'
import type { SampleImage } from '@contract/api/data-api'
import { Augmenter } from '../../data/augmentation/augmenter'
import { colourComponents } from '../../data/augmentation/colour-components'
import { drawMix, mixBatch } from '../../data/augmentation/mixing'
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
    return augmented((await samples).slice(0, count), name, augmentation)
  }
}

/** Samples as the first epoch of a run with seed 0 would show them, mixed among themselves as the first step would if they were its batch. */
function augmented(samples: readonly SampleImage[], name: DatasetId, augmentation: Augmentation): readonly SampleImage[] {
  const info = datasetInfo(name)
  const shape = { channels: info.channels, height: info.height, width: info.width }
  const plan = { seed: 0, augmentation, shape, colours: colourComponents(info) }
  const augmenter = new Augmenter(plan)
  const bytes = shape.channels * shape.height * shape.width
  let pixels = new Uint8Array(samples.length * bytes)
  for (const [index, sample] of samples.entries()) augmenter.write(sample.pixels, 0, index, 0, pixels, index * bytes)
  if (isMixed(augmentation)) {
    const mixed = new Uint8Array(pixels.length)
    mixBatch(drawMix(plan, 0, samples.length), shape, pixels, mixed)
    pixels = mixed
  }
  return samples.map((sample, index) => ({ ...sample, pixels: pixels.slice(index * bytes, (index + 1) * bytes) }))
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
