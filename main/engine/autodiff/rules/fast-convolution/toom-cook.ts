// The Toom-Cook algorithm for short correlations, as three matrices: F(m, k) computes m outputs of a k-tap filter with m + k - 1 products.
// S. Winograd, "Arithmetic Complexity of Computations", SIAM 1980; A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks",
// arXiv:1509.09308; points as in B. Barabasz et al., "Error Analysis and Improving the Accuracy of Winograd Convolution", arXiv:1803.10986.
import { matrixOf, type Matrix } from './matrix'

/** y = A ((G w) * (B x)), * element by element: x has m + k - 1 elements, w has k, y has m. */
export interface CorrelationAlgorithm {
  /** m, the outputs of a tile. */
  readonly outputs: number
  /** B: [products, m + k - 1]. */
  readonly input: Matrix
  /** G: [products, k]. */
  readonly kernel: Matrix
  /** A: [m, products]. */
  readonly output: Matrix
}

/** Interpolation points in the order of use, without the point at infinity; small numerators and denominators keep rounding small. */
const points = [0, 1, -1, 2, -2, 1 / 2, -1 / 2] as const

/** Largest number of products of a tile: the points above and the one at infinity. */
export const maxProducts = points.length + 1

/** Algorithms by outputs and taps: there are few, and every convolution of a network is compared with all that fit. */
const known = new Map<string, CorrelationAlgorithm>()

/** F(outputs, taps). */
export function toomCook(outputs: number, taps: number): CorrelationAlgorithm {
  const key = `${outputs} ${taps}`
  const algorithm = known.get(key) ?? computed(outputs, taps)
  known.set(key, algorithm)
  return algorithm
}

/**
 * With M(x) the product of all (x - p), and M_p(x) = M(x) / (x - p), the row of point p has
 * - in B the coefficients of M_p(x),
 * - in G the powers of p, divided by M_p(p),
 * - in A the powers of p.
 * The point at infinity takes the leading coefficients. Powers of two scale the rows, so that the rows of all three matrices are about as large.
 */
function computed(outputs: number, taps: number): CorrelationAlgorithm {
  const products = outputs + taps - 1
  if (products > maxProducts) throw new RangeError(`F(${outputs}, ${taps}) wants ${products} products, more than ${maxProducts}`)
  const finite = points.slice(0, products - 1)
  const rows = [
    ...finite.map((point) => {
      const others = polynomialOfRoots(finite.filter((other) => other !== point))
      const value = others.reduce((sum, coefficient, power) => sum + coefficient * point ** power, 0)
      return { input: others, kernel: powers(point, taps).map((power) => power / value), output: powers(point, outputs) }
    }),
    { input: polynomialOfRoots(finite), kernel: unit(taps), output: unit(outputs) },
  ].map(balanced)
  return {
    outputs,
    input: matrixOf(products, products, (product, element) => rows[product]?.input[element] ?? 0),
    kernel: matrixOf(products, taps, (product, tap) => rows[product]?.kernel[tap] ?? 0),
    output: matrixOf(outputs, products, (output, product) => rows[product]?.output[output] ?? 0),
  }
}

interface ProductRow {
  readonly input: readonly number[]
  readonly kernel: readonly number[]
  readonly output: readonly number[]
}

function balanced({ input, kernel, output }: ProductRow): ProductRow {
  const ofInput = powerOfTwo(1 / Math.hypot(...input))
  const ofOutput = powerOfTwo(Math.sqrt(Math.hypot(...kernel) / ofInput / Math.hypot(...output)))
  const scaled = (row: readonly number[], factor: number): number[] => row.map((element) => element * factor)
  return { input: scaled(input, ofInput), kernel: scaled(kernel, 1 / (ofInput * ofOutput)), output: scaled(output, ofOutput) }
}

const powerOfTwo = (value: number): number => 2 ** Math.round(Math.log2(value))
const powers = (base: number, count: number): number[] => Array.from({ length: count }, (_, power) => base ** power)

/** The last unit vector. */
const unit = (length: number): number[] => Array.from({ length }, (_, index) => (index === length - 1 ? 1 : 0))

/** Coefficients of the product of all (x - root), the constant first. */
function polynomialOfRoots(roots: readonly number[]): number[] {
  return roots.reduce<number[]>(
    (polynomial, root) => [...polynomial, 0].map((_, power) => (polynomial[power - 1] ?? 0) - root * (polynomial[power] ?? 0)),
    [1],
  )
}
