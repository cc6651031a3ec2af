// Solves a small system of linear equations with a symmetric, positive definite matrix, by Cholesky's decomposition.

export interface Solved {
  readonly solution: Float64Array
  readonly inverse: readonly Float64Array[]
}

/** Share of a diagonal element that must remain for its column to be independent of those before it. */
const leastPivot = 1e-9

/** @returns null where the matrix is singular, up to rounding */
export function solvePositive(matrix: readonly Float64Array[], target: Float64Array): Solved | null {
  const lower = choleskyOf(matrix)
  if (!lower) return null
  const size = matrix.length
  const solve = (right: Float64Array): Float64Array => backward(lower, forward(lower, right))
  const inverse = Array.from({ length: size }, (_, column) => solve(Float64Array.from({ length: size }, (__, row) => (row === column ? 1 : 0))))
  return { solution: solve(target), inverse }
}

/** The lower triangle L of A = L Lᵀ; null where A is singular. */
function choleskyOf(matrix: readonly Float64Array[]): Float64Array[] | null {
  const lower = matrix.map(({ length }) => new Float64Array(length))
  for (const [i, line] of lower.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = lower[j] ?? line
      let sum = matrix[i]?.[j] ?? 0
      for (let k = 0; k < j; k++) sum -= (line[k] ?? 0) * (other[k] ?? 0)
      if (i !== j) line[j] = sum / (other[j] ?? 1)
      else if (sum <= leastPivot * (matrix[i]?.[i] ?? 0)) return null
      else line[i] = Math.sqrt(sum)
    }
  }
  return lower
}

/** Solves L y = b. */
function forward(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length)
  for (const [i, line] of lower.entries()) {
    let sum = right[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (line[k] ?? 0) * (solution[k] ?? 0)
    solution[i] = sum / (line[i] ?? 1)
  }
  return solution
}

/** Solves Lᵀ x = y. */
function backward(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  const solution = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i] ?? 0
    for (let k = i + 1; k < size; k++) sum -= (lower[k]?.[i] ?? 0) * (solution[k] ?? 0)
    solution[i] = sum / (lower[i]?.[i] ?? 1)
  }
  return solution
}
