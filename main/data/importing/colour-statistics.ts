// Mean, deviation and principal components of the colours of images, of sums that are exact whole numbers: it does not matter in which order images are added.
import { columnOf, dot, turnPerpendicular } from '@common/algebra/perpendicular-columns'
import type { DatasetInfo } from '@contract/data/datasets'
import { colourSums } from '../images/resampling/colour-sums'

/** Brightest value of a pixel. */
const white = 255

/** How many sums an image of so many channels has: of each channel, then of the products of each pair of channels, a channel with itself included. */
export const sumsOf = (channels: number): number => channels + (channels * (channels + 1)) / 2

/** Pixels whose squares, summed, stay below 2^31: sums of 32 bits are several times faster than those of floats. */
const piece = 32_768

/**
 * Sums over the pixels of an image: of grey [g, gg], of colour [r, g, b, rr, rg, rb, gg, gb, bb].
 * @param image [channels, pixels], 0..255
 * @param out at least `sumsOf(channels)` numbers, which are replaced
 */
export function addUpPixels(image: Uint8Array, channels: 1 | 3, out: Float64Array): void {
  out.set(channels === 1 ? greySums(image) : colourSums(image))
}

function greySums(image: Uint8Array): readonly number[] {
  let [sum, squares] = [0, 0]
  for (let start = 0; start < image.length; start += piece) {
    const end = Math.min(image.length, start + piece)
    let ofPiece = 0
    for (let pixel = start; pixel < end; pixel++) {
      const value = image[pixel] ?? 0
      sum += value
      ofPiece = (ofPiece + Math.imul(value, value)) | 0
    }
    squares += ofPiece
  }
  return [sum, squares]
}

export class ColourStatistics {
  readonly #channels: number
  readonly #sums: Float64Array
  #pixels = 0

  constructor(channels: number) {
    this.#channels = channels
    this.#sums = new Float64Array(sumsOf(channels))
  }

  /** @param sums of an image, as {@link addUpPixels} gives them @param pixels of the image */
  add(sums: Float64Array, pixels: number): void {
    this.#pixels += pixels
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i] = (this.#sums[i] ?? 0) + (sums[i] ?? 0)
  }

  /** Of values in 0..1; all zeros where no image was added. */
  get result(): Pick<DatasetInfo, 'mean' | 'deviation' | 'colour'> {
    const pixels = Math.max(1, this.#pixels)
    const channels = Array.from({ length: this.#channels }, (_, channel) => channel)
    const mean = channels.map((channel) => (this.#sums[channel] ?? 0) / pixels / white)
    const covariance = (a: number, b: number): number => this.#product(a, b) / pixels / white ** 2 - (mean[a] ?? 0) * (mean[b] ?? 0)
    const deviation = channels.map((channel) => Math.sqrt(Math.max(0, covariance(channel, channel))))
    return { mean, deviation, colour: this.#channels === 3 ? componentsOf(channels.map((a) => channels.map((b) => covariance(a, b)))) : null }
  }

  #product(a: number, b: number): number {
    const [first, second] = [Math.min(a, b), Math.max(a, b)]
    // Row `first` of the upper triangle begins behind the rows above it, which have one product less each.
    const row = first * this.#channels - (first * (first - 1)) / 2
    return this.#sums[this.#channels + row + second - first] ?? 0
  }
}

/**
 * The directions along which colours spread most, the first the most; each points to where its largest part is positive.
 * @param covariance symmetric, [3][3]
 */
function componentsOf(covariance: readonly (readonly number[])[]): NonNullable<DatasetInfo['colour']> {
  const turned = { count: 3, height: 3, data: Float64Array.from(covariance.flat()) }
  const turns = turnPerpendicular(turned)
  const components = [0, 1, 2].map((index) => {
    const column = columnOf(turned, index)
    // Of a symmetric matrix without negative eigenvalues the singular values are the eigenvalues, which are variances.
    return { variance: Math.sqrt(dot(column, column)), direction: pointed([...columnOf(turns, index)]) }
  })
  components.sort((a, b) => b.variance - a.variance)
  return { deviations: components.map(({ variance }) => Math.sqrt(variance)), directions: components.map(({ direction }) => direction) }
}

function pointed(direction: readonly number[]): readonly number[] {
  const largest = direction.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0)
  return largest < 0 ? direction.map((part) => -part) : direction
}
