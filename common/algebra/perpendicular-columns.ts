// Turns the columns of a matrix until they are perpendicular, which gives its singular values: one-sided Jacobi rotations.
// M. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", SIAM 6(1), 1958.

/** Cosine of the angle between two columns below which they count as perpendicular. */
const perpendicular = 1e-12
const mostSweeps = 30

/** A matrix with its columns one after another. */
export interface Columns {
  readonly count: number
  /** Elements of a column. */
  readonly height: number
  /** [count, height] */
  readonly data: Float64Array
}

export const columnOf = ({ height, data }: Columns, index: number): Float64Array => data.subarray(index * height, (index + 1) * height)

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/**
 * A V = U S: turns the columns of A by V until they are perpendicular. Their lengths are the singular values S, in no order.
 * @param columns A, which becomes U S
 * @returns V: [count, count], its columns one after another
 */
export function turnPerpendicular(columns: Columns): Columns {
  const { count } = columns
  const turns: Columns = { count, height: count, data: new Float64Array(count * count) }
  for (let i = 0; i < count; i++) turns.data[i * count + i] = 1
  for (let sweep = 0, rotations = 1; rotations > 0 && sweep < mostSweeps; sweep++) {
    rotations = 0
    for (let p = 0; p < count; p++) for (let q = p + 1; q < count; q++) if (rotate(columnOf(columns, p), columnOf(columns, q), columnOf(turns, p), columnOf(turns, q))) rotations++
  }
  return turns
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
