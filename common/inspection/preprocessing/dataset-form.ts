// The form that images have in a data set, to which a user's image is brought: size, channels, the ground that they stand on, and how much of the field they fill.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { PlanarImage } from '../../pictures/planar-image'
import { inkBox, inkRecipes } from './drawn-ink'
import { invertedPlanes, medianBorder, type Planes } from './planes'
import type { Recipe } from './preprocessing-options'

/** What most images of a set have along their edges: black as in MNIST and Fashion-MNIST, white, or neither, as photographs. */
export type SetGround = 'dark' | 'bright' | 'mixed'

export interface DatasetForm {
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
  readonly height: number
  readonly width: number
  readonly ground: SetGround
  /** How a drawing comes to look like the images of the set: by the recipe whose box is nearest to theirs; `none` for a mixed ground. */
  readonly drawing: Recipe
}

/** What is asked of a data set. */
interface SetFacts {
  readonly title: string
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Below this median border most images of a set stand on black; above 255 less this, on white. */
const darkest = 64

/**
 * @param samples images of the set, some dozens are enough
 * @throws LabError `image/channels`
 */
export function datasetForm({ title, channels, height, width }: SetFacts, samples: readonly PlanarImage[]): DatasetForm {
  if (channels !== 1 && channels !== 3) {
    throw new LabError('image/channels', phrase('Images of {title} have {channels} channels, which is neither grey nor colour.', { title, channels }), phrase('Choose an image of the data set itself.'))
  }
  const images = samples.map(({ pixels }): Planes => ({ channels, height, width, values: Float32Array.from(pixels) }))
  const border = medianOf(images.map(medianBorder))
  const ground = border === undefined ? 'mixed' : groundOfMedian(border)
  return { channels, height, width, ground, drawing: ground === 'mixed' ? 'none' : drawingOf(images, ground) }
}

/** Halfway between the boxes of the two recipes. */
const largestOfMnist = (inkRecipes.mnist.boxShare + inkRecipes.fashion.boxShare) / 2

function drawingOf(images: readonly Planes[], ground: 'dark' | 'bright'): Recipe {
  const shares = images.flatMap((image) => {
    const ink = inkBox(ground === 'dark' ? image : invertedPlanes(image), inkRecipes.fashion.threshold)
    return ink ? [Math.max(ink.width / image.width, ink.height / image.height)] : []
  })
  return (medianOf(shares) ?? 1) < largestOfMnist ? 'mnist' : 'fashion'
}

function medianOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

function groundOfMedian(median: number): SetGround {
  if (median < darkest) return 'dark'
  return median > 255 - darkest ? 'bright' : 'mixed'
}
