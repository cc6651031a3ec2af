// Makes the columns of a matrix an orthonormal basis of what they span: Gram-Schmidt, each column twice.
// W. Kahan's "twice is enough": B. Parlett, The Symmetric Eigenvalue Problem, SIAM 1998, section 6.9.
import { columnOf, dot, type Columns } from './perpendicular-columns'

/** A column that is shorter than this share of what it was depends on those before it, but for rounding. */
const dependent = 1e-10

/** Columns that depend on those before them become zeros. @param columns changed in place */
export function makeOrthonormal(columns: Columns): void {
  for (let place = 0; place < columns.count; place++) {
    const column = columnOf(columns, place)
    const before = Math.sqrt(dot(column, column))
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < place; other++) {
        const direction = columnOf(columns, other)
        const along = dot(column, direction)
        for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) - along * (direction[i] ?? 0)
      }
    }
    const length = Math.sqrt(dot(column, column))
    const factor = length > dependent * before ? 1 / length : 0
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) * factor
  }
}
