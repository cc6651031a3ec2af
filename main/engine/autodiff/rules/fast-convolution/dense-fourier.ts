// Convolution by the Fourier transform of whole small images, along both axes by one matrix.
import { elementCount } from '../../../../onnx/tensor'
import type { ConvolutionTransforms } from './convolution-transforms'
import { cyclicPeriods, productsOfComplex } from './fourier'
import { denseTransform } from './linear-transform'
import { matrixOf, type Matrix } from './matrix'
import type { PlainConvolution } from './plain-convolution'

/** A frequency down and across, of periods P and Q: e(n) = exp(2 pi i (n[0] f[0] / P + n[1] f[1] / Q)). */
type Frequency = readonly [number, number]

/** A product of a coefficient of the images with one of the kernels. */
interface Product {
  readonly frequency: Frequency
  /** The only one of a real coefficient, or the number of one of the three of a complex coefficient (Gauss, see `fourier.ts`). */
  readonly part: 'real' | number
}

/**
 * The same as `fourier`, with fewer products: images are real, so that of the frequencies f and -f one is enough, and a frequency that is its own opposite has a real
 * coefficient. For images of 7x7 and kernels of 3x3 that are 94 products instead of 120. Separable transforms could not leave single frequencies out; a matrix of all
 * pixels costs more multiply-adds, and yet less time where images are small, as nothing is moved between two transforms.
 */
export function denseFourier(plain: PlainConvolution): ConvolutionTransforms {
  const { kernel, padBegin, input, output } = plain
  const periods = cyclicPeriods(plain)
  const products = productsOf(periods)
  const turn = ([down, across]: Frequency, row: number, column: number): number => 2 * Math.PI * (((down * row) % periods[0]) / periods[0] + ((across * column) % periods[1]) / periods[1])
  /** [products, places of an extent]: by the cosine and the sine of a frequency at a place. */
  const matrix = (extent: readonly [number, number], first: readonly [number, number], factor: (part: Product['part'], cos: number, sin: number) => number): Matrix =>
    matrixOf(products.length, elementCount(extent), (row, place) => {
      const product = products[row]
      if (!product) return 0
      const phase = turn(product.frequency, Math.floor(place / extent[1]) - first[0], (place % extent[1]) - first[1])
      return factor(product.part, Math.cos(phase), Math.sin(phase))
    })
  const count = elementCount(periods)
  return {
    name: 'fourier',
    products: products.length,
    tiles: 1,
    // a + b, a, b of X[f] = a + ib = sum of x e(-f)
    input: denseTransform(matrix(input, [0, 0], (part, cos, sin) => (part === 'real' ? cos : [cos - sin, cos, -sin][part] ?? 0)), input),
    // c, d - c, c + d of W[f] = c + id = sum of w e(f), shifted by the padding
    kernel: denseTransform(matrix(kernel, padBegin, (part, cos, sin) => (part === 'real' ? cos : [cos, sin - cos, cos + sin][part] ?? 0)), kernel),
    // The real part of (p - r + i (p + q)) e(f); a frequency with an opposite counts twice.
    output: denseTransform(matrix(output, [0, 0], (part, cos, sin) => (part === 'real' ? cos : 2 * ([cos - sin, -sin, -cos][part] ?? 0)) / count), output),
  }
}

/** The products of one of each pair of opposite frequencies. */
function productsOf([down, across]: Frequency): readonly Product[] {
  return Array.from({ length: down * across }, (_, index): readonly Product[] => {
    const frequency: Frequency = [Math.floor(index / across), index % across]
    const opposite = ((down - frequency[0]) % down) * across + ((across - frequency[1]) % across)
    if (opposite < index) return []
    return opposite === index ? [{ frequency, part: 'real' }] : Array.from({ length: productsOfComplex }, (__, part) => ({ frequency, part }))
  }).flat()
}
