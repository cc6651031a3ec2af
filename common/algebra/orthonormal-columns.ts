// Makes the columns of a matrix an orthonormal basis of what they span: Gram-Schmidt, a second time where the first leaves rounding.
// W. Kahan's "twice is enough": B. Parlett, The Symmetric Eigenvalue Problem, SIAM 1998, section 6.9.
import { columnOf, dot, type Columns } from './perpendicular-columns'

/** A column that keeps this share of its length has lost no digits that a second pass would bring back. */
const kept = 0.7
/** A column that is shorter than this share of what it was depends on those before it, but for rounding. */
const dependent = 1e-10

/** Columns that depend on those before them become zeros. @param columns changed in place */
export function makeOrthonormal(columns: Columns): void {
  for (let place = 0; place < columns.count; place++) {
    const column = columnOf(columns, place)
    const before = Math.sqrt(dot(column, column))
    let length = takeOff(columns, place)
    if (length < kept * before) length = takeOff(columns, place)
    const factor = length > dependent * before ? 1 / length : 0
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) * factor
  }
}

/** Takes off a column what lies along those before it. @returns the length that is left */
function takeOff(columns: Columns, place: number): number {
  const column = columnOf(columns, place)
  for (let other = 0; other < place; other++) {
    const direction = columnOf(columns, other)
    const along = dot(column, direction)
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) - along * (direction[i] ?? 0)
  }
  return Math.sqrt(dot(column, column))
}
