// Checks that an epoch visits every image once, in batches, in an order that differs between epochs and is reproducible.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import { epochOrder, occurrencesIn } from './sampling'

describe('epochOrder', () => {
  it('visits every image once, in full batches but for the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 300 }), fc.nat({ max: 50 }), (count, batchSize, epoch) => {
        const batches = epochOrder({ seed: 7, epoch, count, batchSize })
        const sizes = batches.map((batch) => batch.length)
        expect(batches).toHaveLength(stepsPerEpoch(count, batchSize))
        expect(sizes.slice(0, -1).every((size) => size === batchSize)).toBe(true)
        expect(sizes.at(-1)).toBe(count % batchSize || batchSize)
        const visited = batches.flatMap((batch) => [...batch]).sort((a, b) => a - b)
        expect(visited).toEqual(Array.from({ length: count }, (_, i) => i))
      }),
      { numRuns: 40 },
    )
  })

  it('is the same for the same plan, whatever the batch size cuts, and another for another epoch or seed', () => {
    const flat = (seed: number, epoch: number, batchSize: number): number[] =>
      epochOrder({ seed, epoch, count: 1000, batchSize }).flatMap((batch) => [...batch])
    const order = flat(1, 2, 128)
    expect(flat(1, 2, 128)).toEqual(order)
    expect(flat(1, 2, 100)).toEqual(order)
    expect(flat(1, 3, 128)).not.toEqual(order)
    expect(flat(2, 2, 128)).not.toEqual(order)
  })

  it('has the 469 steps of the book: 60,000 images by 128, the last batch kept', () => {
    expect(stepsPerEpoch(60_000, 128)).toBe(469)
  })
})

it('counts how often an image was taken before, over the batches of an epoch', () => {
  expect(occurrencesIn([Uint32Array.of(4, 7, 4), Uint32Array.of(7, 1, 4)])).toEqual([Uint32Array.of(0, 0, 1), Uint32Array.of(1, 0, 2)])
})
