// The images that a program is fed for a chunk of steps: the whole data set, or only the images of these steps, augmented or not.
import { isAugmented, type Augmentation } from '@contract/data/augmentation'
import type { Mixing } from '../../../data/augmentation/mixing'
import { joinedIndices } from '../../../data/joined-indices'
import type { ImageFormat } from '../../program/inputs/image-batch'
import type { StepDraws, StepToDraw } from '../drawing/step-draws'
import { ofAnyCount, isResident, labelsAt, type ImageSet } from './image-set'
import type { Joiner } from './joiner'

/** Images as a program is fed them, and the places of each step's images among them. */
export interface ChunkImages {
  readonly data: ImageSet<Uint8Array>
  readonly batches: readonly Uint32Array[]
  /** How the images of each step are mixed, partners by their places among these images; empty where they are not. */
  readonly mixings: readonly Mixing[]
}

/**
 * Whether a training program is fed the images of each chunk of steps rather than the whole set once: augmented images differ from step to
 * step, and a set may be too large or lie in a file. The batches are the same, and so are the bytes that training ends with.
 * @param limit see `maxResidentBytes`
 */
export function isFedByChunks(data: ImageSet, augmentation: Augmentation, limit?: number): boolean {
  return isAugmented(augmentation) || !isResident(data, limit)
}

/** The format of images that a training program is compiled for. */
export function trainingFormat({ count, channels, height, width }: ImageFormat, byChunks: boolean): ImageFormat {
  const format = { count, channels, height, width }
  return byChunks ? ofAnyCount(format) : format
}

/**
 * @param draws of the same steps; they hold the steps' images where images are fed by chunks
 * @param joiner provides the memory in which the images of several steps are joined
 */
export function chunkImages(data: ImageSet, steps: readonly StepToDraw[], draws: readonly StepDraws[], joiner: Joiner): ChunkImages {
  const drawn = draws.flatMap(({ images }) => images ?? [])
  if (drawn.length === 0) {
    if (!isResident(data, Infinity)) throw new Error('images in a file were not drawn for their steps')
    return { data, batches: steps.map(({ images }) => images), mixings: [] }
  }
  let place = 0
  const batches = steps.map(({ images }) => images.map(() => place++))
  const labels = labelsAt(data.labels, joinedIndices(steps.map(({ images }) => images)))
  const mixings = draws.flatMap(({ mixing }, step) => {
    const first = batches[step]?.[0] ?? 0
    return mixing ? [{ ...mixing, partners: mixing.partners.map((partner) => first + partner) }] : []
  })
  return { data: { ...data, count: place, images: joiner.join('images', drawn), labels }, batches, mixings }
}
