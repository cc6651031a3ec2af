// The images that a chunk of steps is trained on: the whole data set as it is, or what augmentation makes of those that are wanted.
import { isAugmented, type Augmentation } from '@contract/augmentation'
import { augmentImage, drawChance } from '../../data/augmentation'
import { DYNAMIC } from '../onnx/tensor'
import type { ImageFormat } from '../program/image-batch'
import type { ImageSet } from './image-set'

/** Which images a step wants. */
export interface ImageWish {
  /** Steps taken since the run began. */
  readonly number: number
  /** Indices into the data set. */
  readonly images: Uint32Array
}

/** Images as a program is fed them, and where in them those of each step lie. */
export interface ChunkImages {
  readonly data: ImageSet
  readonly batches: readonly Uint32Array[]
}

export interface TrainingImages {
  /** What the program is compiled for. */
  readonly format: ImageFormat
  readonly take: (wishes: readonly ImageWish[]) => ChunkImages
}

/** @param seed the run's, which decides what chance does to each image at each step */
export function trainingImages(data: ImageSet, augmentation: Augmentation, seed: number): TrainingImages {
  if (!isAugmented(augmentation)) return { format: data, take: (wishes) => ({ data, batches: wishes.map(({ images }) => images) }) }
  return { format: { ...data, count: DYNAMIC }, take: (wishes) => augmented(data, augmentation, seed, wishes) }
}

/** The images of each step, augmented, one after another. */
function augmented(data: ImageSet, augmentation: Augmentation, seed: number, wishes: readonly ImageWish[]): ChunkImages {
  const imageBytes = data.channels * data.height * data.width
  const count = wishes.reduce((sum, wish) => sum + wish.images.length, 0)
  const images = new Uint8Array(count * imageBytes)
  const labels = new Uint8Array(count)
  let place = 0
  const batches = wishes.map(({ number, images: wanted }) =>
    wanted.map((image) => {
      const chance = drawChance(augmentation, data, seed, number, image)
      augmentImage(chance, augmentation.cutout, data, data.images, image * imageBytes, images, place * imageBytes)
      labels[place] = data.labels[image] ?? 0
      return place++
    }),
  )
  return { data: { ...data, count, images, labels }, batches }
}
