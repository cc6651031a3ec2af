// What kernels look like: whether they have a form or look like weights drawn at random, whether the form has one orientation, and whether it is in colour.
import { kernelAt, spectra, type Kernels } from './kernels'

/** `oriented`: with a form of one orientation, as edges and gratings have; `blob`: with a form of none; `noise`: like weights drawn at random. */
export type LookKind = 'oriented' | 'blob' | 'noise'

export interface KernelLook {
  readonly kind: LookKind
  /** Whether more than half of the squared weights differ between red, green and blue. */
  readonly isColoured: boolean
}

/** Kernels that are smaller than so many weights across show no pattern that could be told. */
export const leastTold = 5

/** Standard deviations of the correlation of random weights beyond which a kernel has a form: 1 random kernel in 200 has one by this. */
const formDeviations = 2.6
/** A frequency stands out where its power is so many times the mean of noise: so does 1 in 55 of a random grey kernel's. */
const outstanding = 4
/** Least share of the power that the frequencies which stand out must have, and that of one line among them, for one orientation. */
const [leastShare, leastCoherence] = [0.15, 0.5]
/** Median of the power of noise at a frequency, as a share of its mean, by the number of planes that it is summed over. */
const noiseMedian = { 1: Math.LN2, 3: 0.8914 } as const
/** Power below this share of the kernel's is rounding. */
const rounding = 1e-9

/** The look of each kernel. */
export function kernelLooks(kernels: Kernels): readonly KernelLook[] {
  const magnitudes = spectra(faded(kernels))
  return kernels.numbers.map((_, place) => {
    const kernel = kernelAt(kernels, place)
    const isForm = hasForm(kernel, kernels)
    return { kind: !isForm ? 'noise' : isOriented(kernelAt(magnitudes, place), kernel, kernels) ? 'oriented' : 'blob', isColoured: colourOf(kernel, kernels) > 0.5 }
  })
}

type Size = Pick<Kernels, 'channels' | 'height' | 'width'>

/**
 * Whether neighbours beside and below each other correlate, about 0, more than those of random weights. The correlation of n pairs of
 * independent weights has the standard deviation 1 / sqrt(n).
 */
function hasForm(kernel: Float32Array, { channels, height, width }: Size): boolean {
  let [squares, products, pairs] = [0, 0, 0]
  for (let channel = 0; channel < channels; channel++) {
    const at = (y: number, x: number): number => kernel[(channel * height + y) * width + x] ?? 0
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        squares += at(y, x) ** 2
        if (x + 1 < width) [products, pairs] = [products + at(y, x) * at(y, x + 1), pairs + 1]
        if (y + 1 < height) [products, pairs] = [products + at(y, x) * at(y + 1, x), pairs + 1]
      }
    }
  }
  const correlation = squares > 0 ? (products * kernel.length) / (pairs * squares) : 0
  return correlation > formDeviations / Math.sqrt(pairs)
}

/** The kernels about their means, faded to their rims by a sine: a spectrum sees a kernel repeated without end, and would see edges at its rims. */
function faded(kernels: Kernels): Kernels {
  const { channels, height, width, numbers } = kernels
  const plane = height * width
  const fade = (place: number, size: number): number => Math.sin((Math.PI * (place + 0.5)) / size)
  const window = Float64Array.from({ length: plane }, (_, place) => fade(Math.floor(place / width), height) * fade(place % width, width))
  const whole = window.reduce((sum, weight) => sum + weight, 0)
  const values = new Float32Array(kernels.values.length)
  for (let first = 0; first < numbers.length * channels * plane; first += plane) {
    const mean = window.reduce((sum, weight, place) => sum + weight * (kernels.values[first + place] ?? 0), 0) / whole
    for (const [place, weight] of window.entries()) values[first + place] = weight * ((kernels.values[first + place] ?? 0) - mean)
  }
  return { ...kernels, values }
}

/**
 * Whether the frequencies that stand out of the noise lie along one line through zero, as those of an edge or a grating do. The level of the
 * noise is known from the median of the power, which a form of few frequencies hardly moves. Directions are averaged as angles twice as
 * large, since opposite ones are the same: |sum of p exp(2 i angle)| / sum of p, where p is the power beyond the noise.
 */
function isOriented(magnitudes: Float32Array, kernel: Float32Array, { channels, height, width }: Size): boolean {
  const [middleY, middleX] = [Math.floor(height / 2), Math.floor(width / 2)]
  const powers = Float64Array.from(magnitudes, (magnitude) => magnitude ** 2)
  const zero = middleY * width + middleX
  const others = powers.filter((_, place) => place !== zero)
  const all = others.reduce((sum, power) => sum + power, 0)
  if (all <= rounding * kernel.length * kernel.reduce((sum, weight) => sum + weight ** 2, 0)) return false // an even kernel
  const noise = (others.sort()[Math.floor(others.length / 2)] ?? 0) / noiseMedian[channels]
  let [beyond, cosine, sine] = [0, 0, 0]
  for (const [place, power] of powers.entries()) {
    const excess = place === zero ? 0 : Math.max(0, power - outstanding * noise)
    const angle = 2 * Math.atan2((Math.floor(place / width) - middleY) / height, ((place % width) - middleX) / width)
    beyond += excess
    cosine += excess * Math.cos(angle)
    sine += excess * Math.sin(angle)
  }
  return beyond >= leastShare * all && Math.hypot(cosine, sine) >= leastCoherence * beyond
}

/** 1 minus the share of the squares that the mean of the three planes has; 0 for grey. */
function colourOf(kernel: Float32Array, { channels, height, width }: Size): number {
  if (channels === 1) return 0
  const plane = height * width
  let [grey, all] = [0, 0]
  for (let at = 0; at < plane; at++) {
    const [red = 0, green = 0, blue = 0] = [kernel[at], kernel[plane + at], kernel[2 * plane + at]]
    grey += (red + green + blue) ** 2 / 3
    all += red ** 2 + green ** 2 + blue ** 2
  }
  return all > 0 ? 1 - grey / all : 0
}

/** How many kernels look like what. */
export interface LookCounts {
  readonly kernels: number
  /** With a form and one orientation: edges and gratings. */
  readonly oriented: number
  /** With a form but without one orientation: blobs and patches. */
  readonly blobs: number
  /** Like weights drawn at random. */
  readonly noise: number
  /** Of the oriented ones and the blobs, those that are in colour. */
  readonly coloured: number
}

export function countLooks(kernels: Kernels): LookCounts {
  const looks = kernelLooks(kernels)
  const count = (of: LookKind): number => looks.filter(({ kind }) => kind === of).length
  return { kernels: looks.length, oriented: count('oriented'), blobs: count('blob'), noise: count('noise'), coloured: looks.filter(({ kind, isColoured }) => kind !== 'noise' && isColoured).length }
}
