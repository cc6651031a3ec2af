// The table of a long run stays short, and always has the best and the last epoch.
import { epochResult } from '@contract/testing/sample-runs'
import { describe, expect, it } from 'vitest'
import { epochStep, mostRows, pageOf, pageSize, rowsOf } from './epoch-rows'

const epochs = (count: number) => Array.from({ length: count }, (_, index) => epochResult(index + 1))
const shown = (count: number, best: number) => rowsOf(epochs(count), epochs(count)[best - 1] ?? null).map(({ epoch }) => epoch)

describe('rowsOf', () => {
  it('shows all of a short run', () => {
    expect(shown(mostRows, 3)).toHaveLength(mostRows)
  })

  it('shows the first, every n-th, the best and the last of a long one', () => {
    expect(shown(100, 67)).toEqual([1, 10, 20, 30, 40, 50, 60, 67, 70, 80, 90, 100])
    expect(shown(23, 20)).toEqual([1, 5, 10, 15, 20, 23])
  })

  it.each([15, 40, 99, 250, 1000])('is short for %d epochs', (count) => {
    expect(shown(count, 7).length).toBeLessThanOrEqual(mostRows)
    expect(epochStep(count)).toBeGreaterThan(1)
  })
})

describe('pageOf', () => {
  it('cuts the whole into pages', () => {
    expect(pageOf(epochs(120), 0)).toHaveLength(pageSize)
    expect(pageOf(epochs(120), 2).map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, index) => 101 + index))
  })
})
