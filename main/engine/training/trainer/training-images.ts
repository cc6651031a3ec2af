// The images that a chunk of steps is trained on: the whole data set as it is, or what augmentation has made of those that are wanted.
import { isAugmented, type Augmentation } from '@contract/data/augmentation'
import type { Labels } from '../../../data/dataset'
import { DYNAMIC } from '../../../onnx/tensor'
import type { ImageFormat } from '../../program/inputs/image-batch'
import type { StepDraws, StepToDraw } from '../drawing/step-draws'
import type { ImageSet } from './image-set'
import type { Joiner } from './joiner'

/** Images as a program is fed them, and where in them those of each step lie. */
export interface ChunkImages {
  readonly data: ImageSet
  readonly batches: readonly Uint32Array[]
}

/** What a training program is compiled for: augmented images come as many as a chunk takes. */
export function trainingFormat({ count, channels, height, width }: ImageFormat, augmentation: Augmentation): ImageFormat {
  return { count: isAugmented(augmentation) ? DYNAMIC : count, channels, height, width }
}

/**
 * @param draws of the same steps
 * @param joiner lends the memory that augmented images lie in
 */
export function chunkImages(data: ImageSet, steps: readonly StepToDraw[], draws: readonly StepDraws[], joiner: Joiner): ChunkImages {
  const augmented = draws.flatMap(({ images }) => images ?? [])
  if (augmented.length === 0) return { data, batches: steps.map(({ images }) => images) }
  let place = 0
  const batches = steps.map(({ images }) => images.map(() => place++))
  return { data: { ...data, count: place, images: joiner.join('images', augmented), labels: labelsOf(data, steps) }, batches }
}

/** The labels of the images of steps, one after another. */
function labelsOf({ labels }: ImageSet, steps: readonly StepToDraw[]): Labels {
  const wanted = steps.flatMap(({ images }) => Array.from(images, (image) => labels[image] ?? 0))
  return labels instanceof Uint8Array ? Uint8Array.from(wanted) : Uint16Array.from(wanted)
}
