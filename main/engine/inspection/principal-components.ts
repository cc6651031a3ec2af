// Principal components of many rows: the directions in which they vary most, by randomised subspace iteration.
// N. Halko, P.-G. Martinsson, J. Tropp, "Finding Structure with Randomness", SIAM Review 53(2), 2011, algorithms 4.4 and 5.1.
import { makeOrthonormal } from '@common/algebra/orthonormal-columns'
import { columnOf, dot, turnPerpendicular, type Columns } from '@common/algebra/perpendicular-columns'
import type { Rows } from '../training/fitting/rows'
import { noise } from './inspection-noise'
import { RowProducts } from './row-products'

/** Directions that are followed beside those that are wanted: the more, the sooner these are found. */
const spareDirections = 10

/** Times that the rows are applied from both sides: each lets the large directions outgrow the small ones by the square of their ratio. */
const rounds = 6

export interface PrincipalComponents {
  /** [count, components]: the centred rows along each direction. */
  readonly components: Float32Array<ArrayBuffer>
  /** Share of the variance along each, 0..1, the largest first. */
  readonly explained: readonly number[]
}

/**
 * The same rows and number of threads give the same bytes. Of each direction the largest of its elements is positive.
 * @param wanted components; there are never more than rows or elements of a row
 */
export async function principalComponents(rows: Rows, wanted: number): Promise<PrincipalComponents> {
  const { count, width } = rows
  const components = Math.min(wanted, count, width)
  const followed = Math.min(components + spareDirections, count, width)
  const centre = meanRow(rows)
  const products = await RowProducts.open(rows, followed)
  try {
    const first: Columns = { count: followed, height: width, data: new Float64Array(followed * width) }
    for (let place = 0; place < followed; place++) columnOf(first, place).set(noise(0, 'subspace', place, width))
    const basis = centredAlong(await products.along(first), first, centre)
    makeOrthonormal(basis)
    for (let round = 0; round < rounds; round++) {
      const back = centredAcross(await products.across(basis), basis, centre)
      makeOrthonormal(back)
      basis.data.set(centredAlong(await products.along(back), back, centre).data)
      makeOrthonormal(basis)
    }
    const directions = centredAcross(await products.across(basis), basis, centre)
    const turns = turnPerpendicular(directions)
    return { ...along(basis, directions, turns, components), explained: shares(directions, components, totalVariance(rows, centre)) }
  } finally {
    await products.close()
  }
}

function meanRow({ count, width, data }: Rows): Float64Array {
  const sums = new Float64Array(width)
  for (let row = 0, at = 0; row < count; row++) for (let k = 0; k < width; k++, at++) sums[k] = (sums[k] ?? 0) + (data[at] ?? 0)
  return sums.map((sum) => sum / count)
}

/** Sum of squares of the centred rows. */
function totalVariance({ count, width, data }: Rows, centre: Float64Array): number {
  let sum = 0
  for (let row = 0, at = 0; row < count; row++) for (let k = 0; k < width; k++, at++) sum += ((data[at] ?? 0) - (centre[k] ?? 0)) ** 2
  return sum
}

/** (X - 1 m') C from X C. */
function centredAlong(product: Columns, columns: Columns, centre: Float64Array): Columns {
  for (let place = 0; place < product.count; place++) {
    const shift = dot(centre, columnOf(columns, place))
    const column = columnOf(product, place)
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) - shift
  }
  return product
}

/** (X - 1 m')' C from X' C. */
function centredAcross(product: Columns, columns: Columns, centre: Float64Array): Columns {
  for (let place = 0; place < product.count; place++) {
    const total = columnOf(columns, place).reduce((sum, value) => sum + value, 0)
    const column = columnOf(product, place)
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) - total * (centre[i] ?? 0)
  }
  return product
}

/** Places of the turned directions, that of the largest singular value first. */
const inOrder = (directions: Columns): readonly number[] => {
  const lengths = Array.from({ length: directions.count }, (_, place) => dot(columnOf(directions, place), columnOf(directions, place)))
  return lengths.map((_, place) => place).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b)
}

/** The rows along the directions: basis times turns, times the singular values, which are the lengths of the directions. */
function along(basis: Columns, directions: Columns, turns: Columns, components: number): Pick<PrincipalComponents, 'components'> {
  const result = new Float32Array(basis.height * components)
  for (const [component, place] of inOrder(directions).slice(0, components).entries()) {
    const [direction, turn] = [columnOf(directions, place), columnOf(turns, place)]
    const factor = Math.sqrt(dot(direction, direction)) * signOf(direction)
    const scores = new Float64Array(basis.height)
    for (let other = 0; other < basis.count; other++) {
      const [column, share] = [columnOf(basis, other), (turn[other] ?? 0) * factor]
      for (let row = 0; row < basis.height; row++) scores[row] = (scores[row] ?? 0) + share * (column[row] ?? 0)
    }
    for (let row = 0; row < basis.height; row++) result[row * components + component] = scores[row] ?? 0
  }
  return { components: result }
}

/** The sign of the element that is the largest without its sign. */
function signOf(direction: Float64Array): number {
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
  return largest < 0 ? -1 : 1
}

/** @param total of the squares; 0 where all rows are the same */
function shares(directions: Columns, components: number, total: number): readonly number[] {
  return inOrder(directions).slice(0, components).map((place) => (total > 0 ? Math.min(1, dot(columnOf(directions, place), columnOf(directions, place)) / total) : 0))
}
