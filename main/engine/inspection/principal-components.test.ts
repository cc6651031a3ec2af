// Principal components are numpy's, perpendicular, and explain the shares of the variance that its singular value decomposition gives.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { principalComponents } from './principal-components'

const reference = z
  .strictObject({ count: z.int(), width: z.int(), rows: z.array(z.number()), scores: z.array(z.array(z.number())), explained: z.array(z.number()) })
  .parse(JSON.parse(readFileSync(new URL('./testing/principal-components.json', import.meta.url), 'utf8')))
const rows = { count: reference.count, width: reference.width, data: Float32Array.from(reference.rows) }

/** Component of every row. */
const columnOf = (components: Float32Array, of: number, column: number): number[] => Array.from({ length: components.length / of }, (_, row) => components[row * of + column] ?? NaN)

describe('principal components', () => {
  it.each([2, 5, 12])("are those of numpy's singular value decomposition: %s of 12", async (wanted) => {
    const { components, explained } = await principalComponents(rows, wanted)
    expect(explained).toHaveLength(wanted)
    for (let component = 0; component < wanted; component++) {
      expect(explained[component]).toBeCloseTo(reference.explained[component] ?? NaN, 5)
      columnOf(components, wanted, component).forEach((value, row) => {
        expect(value).toBeCloseTo(reference.scores[row]?.[component] ?? NaN, 3)
      })
    }
  })

  it('are perpendicular, and the same bytes each time', async () => {
    const { components } = await principalComponents(rows, 5)
    for (let one = 0; one < 5; one++) {
      for (let other = 0; other < one; other++) {
        const [a, b] = [columnOf(components, 5, one), columnOf(components, 5, other)]
        const product = a.reduce((sum, value, row) => sum + value * (b[row] ?? 0), 0)
        expect(Math.abs(product) / Math.sqrt(a.reduce((s, v) => s + v * v, 0) * b.reduce((s, v) => s + v * v, 0))).toBeLessThan(1e-4)
      }
    }
    expect((await principalComponents(rows, 5)).components).toEqual(components)
  })

  it('of rows that are all the same explain nothing', async () => {
    const { components, explained } = await principalComponents({ count: 4, width: 3, data: Float32Array.from({ length: 12 }, (_, place) => place % 3) }, 2)
    expect([...components].every((value) => Math.abs(value) < 1e-6)).toBe(true)
    expect(explained).toEqual([0, 0])
  })

  it('are as many as there are rows or elements, and one row has one that is 0', async () => {
    expect((await principalComponents({ count: 3, width: 2, data: Float32Array.of(0, 0, 1, 0, 0, 2) }, 50)).explained).toHaveLength(2)
    expect((await principalComponents({ count: 1, width: 5, data: Float32Array.of(1, 2, 3, 4, 5) }, 50)).explained).toEqual([0])
  })
})
