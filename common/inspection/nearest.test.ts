// Nearest rows are those that sorting all distances gives, for one row and for all.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestRows, neighbourLists, type RowSet } from './nearest'

const rowSets = fc.integer({ min: 1, max: 40 }).chain((width) =>
  fc.integer({ min: 1, max: 30 }).chain((count) => fc.array(fc.integer({ min: -3, max: 3 }), { minLength: width * count, maxLength: width * count }).map((values): RowSet => ({ width, data: Float32Array.from(values) }))),
)
const rowOf = ({ data, width }: RowSet, row: number): Float32Array => data.subarray(row * width, (row + 1) * width)
const distanceOf = (a: Float32Array, b: Float32Array): number => Math.sqrt(a.reduce((sum, value, place) => sum + (value - (b[place] ?? 0)) ** 2, 0))

/** All other rows by their distance; of equal ones the first stands first. */
const sorted = (rows: RowSet, query: Float32Array, leftOut: number) =>
  Array.from({ length: rows.data.length / rows.width }, (_, row) => ({ row, distance: distanceOf(rowOf(rows, row), query) }))
    .filter(({ row }) => row !== leftOut)
    .sort((a, b) => a.distance - b.distance || a.row - b.row)

describe('nearest rows', () => {
  it('are the first of all, sorted by distance', () => {
    fc.assert(
      fc.property(rowSets, fc.integer({ min: 1, max: 40 }), (rows, most) => {
        expect(nearestRows(rows, rowOf(rows, 0), most, 0)).toEqual(sorted(rows, rowOf(rows, 0), 0).slice(0, most))
        expect(nearestRows(rows, rowOf(rows, 0), most)[0]?.distance).toBe(0)
      }),
    )
  })

  it('of every row are those of each by itself, behind the row itself', () => {
    fc.assert(
      fc.property(rowSets, fc.integer({ min: 2, max: 8 }), (rows, neighbours) => {
        const lists = neighbourLists(rows, neighbours)
        lists.distances.forEach((distances, row) => {
          expect(lists.rows[row]?.[0]).toBe(row)
          expect(distances).toEqual([0, ...sorted(rows, rowOf(rows, row), row).slice(0, neighbours - 1).map(({ distance }) => distance)])
        })
        lists.rows.forEach((others, row) => {
          others.forEach((other, place) => {
            expect(lists.distances[row]?.[place]).toBe(distanceOf(rowOf(rows, other), rowOf(rows, row)))
          })
        })
      }),
    )
  })

  it('of every row tell how far they are', () => {
    const told: number[] = []
    neighbourLists({ width: 1, data: new Float32Array(200) }, 3, (done) => told.push(done))
    expect(told).toEqual([0, 64, 128, 192, 200])
  })
})
