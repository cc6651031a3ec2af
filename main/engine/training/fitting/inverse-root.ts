// The inverse square root of a kernel matrix, by which Nystroem's features are normalised.
import { columnOf, dot, turnPerpendicular, type Columns } from '@common/algebra/perpendicular-columns'
import type { Rows } from './rows'

/** exp(-gamma |x - y|^2) of all pairs of rows, row-major, in float64. */
export function rbfKernel({ count, width, data }: Rows, gamma: number): Float64Array {
  const kernel = new Float64Array(count * count)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let distance = 0
      for (let k = 0; k < width; k++) distance += ((data[i * width + k] ?? 0) - (data[j * width + k] ?? 0)) ** 2
      kernel[i * count + j] = kernel[j * count + i] = Math.exp(-gamma * distance)
    }
  }
  return kernel
}

/** Eigenvalues below this are raised to it: float32 does not resolve what they would make of a kernel's rounding. */
const leastEigenvalue = 1e-6

/**
 * A^(-1/2) of a symmetric matrix without negative eigenvalues, row-major [n, n].
 *
 * The columns of A are turned until they are perpendicular: A V = U S, where V are A's eigenvectors and the lengths S of the columns its eigenvalues.
 */
export function inverseRoot(matrix: Float64Array, n: number): Float64Array {
  // Columns lie one after another, which for a symmetric matrix is the same.
  const turned: Columns = { count: n, height: n, data: matrix.slice() }
  const vectors = turnPerpendicular(turned)
  const root = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    const [vector, column] = [columnOf(vectors, k), columnOf(turned, k)]
    const factor = 1 / Math.sqrt(Math.max(Math.sqrt(dot(column, column)), leastEigenvalue))
    for (let i = 0; i < n; i++) {
      const scaled = factor * (vector[i] ?? 0)
      for (let j = 0; j < n; j++) root[i * n + j] = (root[i * n + j] ?? 0) + scaled * (vector[j] ?? 0)
    }
  }
  return root
}
