// What kernels look like, in numbers: whether neighbouring weights belong together, whether there is one orientation, whether there is colour.
import { kernelAt, spectra, type Kernels } from './kernels'

/** What a kernel looks like, 0..1 each but for the smoothness, which may be below 0. */
export interface KernelLook {
  /** Correlation of neighbouring weights about 0: about 0 for weights drawn at random, near 1 for a form, also an even one. */
  readonly smoothness: number
  /** How much the spectrum lies on one line through the zero frequency, as that of an edge or a grating does (coherence of its second moments); 0: on none. */
  readonly orientation: number
  /** Share of the squared weights that is not the same in red, green and blue; 0 for grey. */
  readonly colour: number
}

/** Kernels that are smaller than so many weights across show no pattern that could be told. */
export const leastTold = 5

/** From these on, a kernel counts as a form rather than noise, as oriented, and as coloured. */
export const lookThresholds = { smoothness: 0.3, orientation: 0.5, colour: 0.5 } as const

/** The look of each kernel. */
export function kernelLooks(kernels: Kernels): readonly KernelLook[] {
  const powers = spectra(kernels)
  return kernels.numbers.map((_, place) => {
    const kernel = kernelAt(kernels, place)
    return { smoothness: smoothnessOf(kernel, kernels), orientation: orientationOf(kernelAt(powers, place), powers), colour: colourOf(kernel, kernels) }
  })
}

type Size = Pick<Kernels, 'channels' | 'height' | 'width'>

/** Mean product of neighbours beside and below each other over the mean square. */
function smoothnessOf(kernel: Float32Array, { channels, height, width }: Size): number {
  const plane = height * width
  let [squares, products, pairs] = [0, 0, 0]
  for (let channel = 0; channel < channels; channel++) {
    const values = kernel.subarray(channel * plane, (channel + 1) * plane)
    const at = (y: number, x: number): number => values[y * width + x] ?? 0
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        squares += at(y, x) ** 2
        if (x + 1 < width) [products, pairs] = [products + at(y, x) * at(y, x + 1), pairs + 1]
        if (y + 1 < height) [products, pairs] = [products + at(y, x) * at(y + 1, x), pairs + 1]
      }
    }
  }
  return squares > 0 && pairs > 0 ? products / pairs / (squares / kernel.length) : 0
}

/** (largest - smallest) / sum of the eigenvalues of the second moments of the power; the zero frequency has no direction and does not count. */
function orientationOf(magnitudes: Float32Array, { height, width }: Size): number {
  let [uu, uv, vv] = [0, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const power = (magnitudes[y * width + x] ?? 0) ** 2
      const [u, v] = [(x - Math.floor(width / 2)) / width, (y - Math.floor(height / 2)) / height]
      uu += power * u * u
      uv += power * u * v
      vv += power * v * v
    }
  }
  return uu + vv > 0 ? Math.hypot(uu - vv, 2 * uv) / (uu + vv) : 0
}

/** 1 minus the share of the squares that the mean of the three planes has. */
function colourOf(kernel: Float32Array, { channels, height, width }: Size): number {
  if (channels === 1) return 0
  const plane = height * width
  let [grey, all] = [0, 0]
  for (let at = 0; at < plane; at++) {
    const [red = 0, green = 0, blue = 0] = [kernel[at], kernel[plane + at], kernel[2 * plane + at]]
    grey += (red + green + blue) ** 2 / 3
    all += red ** 2 + green ** 2 + blue ** 2
  }
  return all > 0 ? Math.max(0, 1 - grey / all) : 0
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
  const forms = looks.filter(({ smoothness }) => smoothness >= lookThresholds.smoothness)
  const oriented = forms.filter(({ orientation }) => orientation >= lookThresholds.orientation).length
  return { kernels: looks.length, oriented, blobs: forms.length - oriented, noise: looks.length - forms.length, coloured: forms.filter(({ colour }) => colour >= lookThresholds.colour).length }
}
