// The inverse square root of a kernel matrix, by which Nystroem's features are normalised.
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
/** Cosine of the angle between two columns below which they count as perpendicular. */
const perpendicular = 1e-12
const mostSweeps = 30

/**
 * A^(-1/2) of a symmetric matrix without negative eigenvalues, row-major [n, n].
 *
 * One-sided Jacobi rotations turn the columns of A until they are perpendicular: A V = U S, where V are A's eigenvectors and the lengths S of the
 * columns its eigenvalues. M. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", SIAM 6(1), 1958.
 */
export function inverseRoot(matrix: Float64Array, n: number): Float64Array {
  const column = (of: Float64Array, index: number): Float64Array => of.subarray(index * n, (index + 1) * n)
  // Columns lie one after another, which for a symmetric matrix is the same.
  const turned = matrix.slice()
  const vectors = new Float64Array(n * n)
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1
  for (let sweep = 0, rotations = 1; rotations > 0 && sweep < mostSweeps; sweep++) {
    rotations = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) if (rotate(column(turned, p), column(turned, q), column(vectors, p), column(vectors, q))) rotations++
  }
  const root = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    const vector = column(vectors, k)
    const factor = 1 / Math.sqrt(Math.max(Math.sqrt(dot(column(turned, k), column(turned, k))), leastEigenvalue))
    for (let i = 0; i < n; i++) {
      const scaled = factor * (vector[i] ?? 0)
      for (let j = 0; j < n; j++) root[i * n + j] = (root[i * n + j] ?? 0) + scaled * (vector[j] ?? 0)
    }
  }
  return root
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Turns two columns, and the vectors that belong to them, until the columns are perpendicular; false where they are so already. */
function rotate(a: Float64Array, b: Float64Array, ofA: Float64Array, ofB: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)]
  if (Math.abs(ab) <= perpendicular * Math.sqrt(aa * bb)) return false
  const zeta = (bb - aa) / (2 * ab)
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
  const cosine = 1 / Math.sqrt(1 + tangent * tangent)
  const sine = cosine * tangent
  for (const [one, other] of [[a, b], [ofA, ofB]] as const) {
    for (let i = 0; i < one.length; i++) {
      const [x, y] = [one[i] ?? 0, other[i] ?? 0]
      one[i] = cosine * x - sine * y
      other[i] = sine * x + cosine * y
    }
  }
  return true
}
