// Bases are orthonormal and span what they were made of, and turned columns are those of the singular value decomposition.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeOrthonormal } from './orthonormal-columns'
import { columnOf, dot, turnPerpendicular, type Columns } from './perpendicular-columns'

const matrices = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 7 })).chain(([count, height]) =>
  fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: count * height, maxLength: count * height }).map((values): Columns => ({ count, height, data: Float64Array.from(values, (value) => value / 100) })),
)
const copyOf = (columns: Columns): Columns => ({ ...columns, data: columns.data.slice() })

describe('an orthonormal basis', () => {
  it('has columns of length 1, or of zeros, that are perpendicular to each other', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const columns = copyOf(matrix)
        makeOrthonormal(columns)
        for (let p = 0; p < columns.count; p++) {
          const length = dot(columnOf(columns, p), columnOf(columns, p))
          expect(Math.min(length, Math.abs(length - 1))).toBeLessThan(1e-12)
          for (let q = 0; q < p; q++) expect(Math.abs(dot(columnOf(columns, p), columnOf(columns, q)))).toBeLessThan(1e-12)
        }
      }),
    )
  })

  it('has zeros for columns that depend on others', () => {
    const columns = { count: 3, height: 3, data: Float64Array.of(1, 2, 3, 2, 4, 6, 0, 0, 5) }
    makeOrthonormal(columns)
    expect([...columnOf(columns, 1)]).toEqual([0, 0, 0])
    expect(dot(columnOf(columns, 2), columnOf(columns, 2))).toBeCloseTo(1, 12)
  })
})

describe('turned columns', () => {
  it('are perpendicular, and the matrix times the turns', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const turned = copyOf(matrix)
        const turns = turnPerpendicular(turned)
        const scale = Math.max(1, dot(matrix.data, matrix.data))
        for (let p = 0; p < matrix.count; p++) {
          for (let q = 0; q < p; q++) expect(Math.abs(dot(columnOf(turned, p), columnOf(turned, q))) / scale).toBeLessThan(1e-10)
          const product = Array.from({ length: matrix.height }, (_, row) => columnOf(turns, p).reduce((sum, turn, other) => sum + turn * (columnOf(matrix, other)[row] ?? 0), 0))
          product.forEach((value, row) => {
            expect(columnOf(turned, p)[row]).toBeCloseTo(value, 8)
          })
        }
      }),
    )
  })

  it('have the singular values as lengths', () => {
    // [[3, 0], [4, 5]] has the singular values 3 sqrt(5) and sqrt(5).
    const columns = { count: 2, height: 2, data: Float64Array.of(3, 4, 0, 5) }
    turnPerpendicular(columns)
    const lengths = [0, 1].map((place) => Math.sqrt(dot(columnOf(columns, place), columnOf(columns, place)))).sort((a, b) => b - a)
    expect(lengths[0]).toBeCloseTo(3 * Math.sqrt(5), 12)
    expect(lengths[1]).toBeCloseTo(Math.sqrt(5), 12)
  })
})
