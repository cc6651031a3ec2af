// Convolution by the discrete Fourier transform of whole images: exact like the direct one, with ten times fewer products for 5x5 kernels.
// M. Mathieu, M. Henaff, Y. LeCun, "Fast Training of Convolutional Networks through FFTs", arXiv:1312.5851. Images of this size are
// transformed by matrix products rather than by an FFT.
import type { ConvolutionTransforms } from './convolution-transforms'
import { denseTransform, separableTransform } from './linear-transform'
import { matrixOf, type Matrix } from './matrix'
import type { PlainConvolution } from './plain-convolution'

/**
 * Real products per complex one (Gauss): with p = (a + b) c, q = a (d - c), r = b (c + d),
 * (a + ib)(c + id) = (p - r) + i(p + q). a + ib is a coefficient of the image, c + id one of the kernel.
 */
export const productsOfComplex = 3

/**
 * Cyclic correlation theorem, in one dimension with period P and e(t) = exp(2 pi i t / P):
 *
 *     X[f] = sum over j of x[j] e(-f j)              `realSpectrum`, then `factorsOfImages`
 *     W[f] = sum over t of w[t] e(f (t - pad))       `factorsOfKernels`: conjugated, shifted by the padding
 *     y[n] = 1/P sum over f of X[f] W[f] e(f n) = sum over t of w[t] x[n + t - pad]      `synthesisOfProducts`, then `realSynthesis`
 *
 * In two dimensions the transforms are applied along width and height. Images are real, so that frequency P - f along the width is the
 * conjugate of f: P / 2 + 1 frequencies are enough.
 */
export function fourier(plain: PlainConvolution): ConvolutionTransforms {
  const { kernel, padBegin, input, output } = plain
  const [down, across] = cyclicPeriods(plain)
  const frequencies = Math.floor(across / 2) + 1
  return {
    name: 'fourier',
    products: frequencies * down * productsOfComplex,
    tiles: 1,
    input: separableTransform(realSpectrum(frequencies, across, input[1]), factorsOfImages(down, input[0]), 2),
    kernel: denseTransform(factorsOfKernels(frequencies, across, down, kernel, padBegin), kernel),
    output: separableTransform(realSynthesis(frequencies, across, down, output[1]), synthesisOfProducts(down, output[0]), 2),
  }
}

/** Periods down and across, in which images are read cyclically: max(begin, end) zeros behind an image are the padding before it as well. */
export const cyclicPeriods = ({ input, padBegin, padEnd }: PlainConvolution): readonly [number, number] => [input[0] + Math.max(padBegin[0], padEnd[0]), input[1] + Math.max(padBegin[1], padEnd[1])]

const angle = (frequency: number, place: number, period: number): number => (2 * Math.PI * ((frequency * place) % period)) / period

/** [2 frequencies, width]: real and imaginary part of X[f] along the width, f = 0 .. P / 2. */
function realSpectrum(frequencies: number, period: number, width: number): Matrix {
  return matrixOf(2 * frequencies, width, (row, place) => {
    const phase = angle(row >> 1, place, period)
    return row % 2 === 0 ? Math.cos(phase) : -Math.sin(phase)
  })
}

/** [3 P, 2 height]: a + b, a, b of each frequency along the height, from a column of real parts followed by its imaginary parts. */
function factorsOfImages(period: number, height: number): Matrix {
  return matrixOf(productsOfComplex * period, 2 * height, (row, column) => {
    const phase = angle(Math.floor(row / productsOfComplex), column % height, period)
    const ofReal = column < height
    const a = ofReal ? Math.cos(phase) : Math.sin(phase)
    const b = ofReal ? -Math.sin(phase) : Math.cos(phase)
    return [a + b, a, b][row % productsOfComplex] ?? 0
  })
}

/** [3 frequencies, taps]: c, d - c, c + d of each frequency of the kernel. */
function factorsOfKernels(
  frequencies: number,
  across: number,
  down: number,
  [kernelHeight, kernelWidth]: readonly [number, number],
  [padTop, padLeft]: readonly [number, number],
): Matrix {
  return matrixOf(frequencies * down * productsOfComplex, kernelHeight * kernelWidth, (row, tap) => {
    const frequency = Math.floor(row / productsOfComplex)
    const [i, j] = [Math.floor(tap / kernelWidth) - padTop, (tap % kernelWidth) - padLeft]
    const phase = angle(Math.floor(frequency / down), j, across) + angle(frequency % down, i, down)
    const [c, d] = [Math.cos(phase), Math.sin(phase)]
    return [c, d - c, c + d][row % productsOfComplex] ?? 0
  })
}

/** The adjoint of this matrix maps the products p, q, r of each frequency along the height to a column's real and imaginary parts. */
function synthesisOfProducts(period: number, height: number): Matrix {
  return matrixOf(productsOfComplex * period, 2 * height, (row, column) => {
    const phase = angle(Math.floor(row / productsOfComplex), column % height, period)
    const [cos, sin] = [Math.cos(phase), Math.sin(phase)]
    // The real part is (p - r) cos - (p + q) sin, the imaginary one (p - r) sin + (p + q) cos.
    const factors = column < height ? [cos - sin, -sin, -cos] : [cos + sin, cos, -sin]
    return factors[row % productsOfComplex] ?? 0
  })
}

/** The adjoint of this matrix maps real and imaginary parts of the frequencies to a row; a frequency with a conjugate counts twice. */
function realSynthesis(frequencies: number, period: number, down: number, width: number): Matrix {
  return matrixOf(2 * frequencies, width, (row, place) => {
    const frequency = row >> 1
    const weight = (frequency === 0 || 2 * frequency === period ? 1 : 2) / (period * down)
    const phase = angle(frequency, place, period)
    return weight * (row % 2 === 0 ? Math.cos(phase) : -Math.sin(phase))
  })
}
