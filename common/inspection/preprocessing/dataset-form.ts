// The form that images have in a data set, to which a user's image is brought: size, channels, and the ground that they stand on.
import { LabError } from '@contract/problem'
import type { PlanarImage } from '../../pictures/planar-image'
import { medianBorder } from './planes'

/** What most images of a set have along their edges: black as in MNIST and Fashion-MNIST, white, or neither, as photographs. */
export type SetGround = 'dark' | 'bright' | 'mixed'

export interface DatasetForm {
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
  readonly height: number
  readonly width: number
  readonly ground: SetGround
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
    throw new LabError('image/channels', `Images of ${title} have ${channels} channels, which is neither grey nor colour.`, 'Choose an image of the data set itself.')
  }
  const borders = samples.map(({ pixels }) => medianBorder({ channels, height, width, values: Float32Array.from(pixels) })).sort((a, b) => a - b)
  const median = borders[Math.floor(borders.length / 2)]
  return { channels, height, width, ground: median === undefined ? 'mixed' : groundOfMedian(median) }
}

function groundOfMedian(median: number): SetGround {
  if (median < darkest) return 'dark'
  return median > 255 - darkest ? 'bright' : 'mixed'
}
