// Checks the streams: exact arithmetic, reproducibility, independence of place, and the distributions that they promise.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillWords } from './philox'
import { fillUniform, keepMask, permutation, streams, unitsOfByte, type StreamKey } from './stream'

const word = fc.integer({ min: 0, max: 0xffff_ffff })
const anyKey: fc.Arbitrary<StreamKey> = fc.record({
  seed: word,
  stream: fc.constantFrom(...Object.values(streams)),
  a: word,
  b: word,
})

function uniform(key: StreamKey, length: number): Float32Array {
  const out = new Float32Array(length)
  fillUniform(key, out)
  return out
}

/** A mask of so many units, one number each. */
function mask(key: StreamKey, probability: number, units: number): Uint8Array {
  const packed = new Uint8Array(Math.ceil(units / unitsOfByte))
  keepMask(key, probability, packed)
  return Uint8Array.from({ length: units }, (_, unit) => ((packed[unit >> 3] ?? 0) >> (unit & 7)) & 1)
}

const key: StreamKey = { seed: 1, stream: streams.shuffling, a: 2, b: 3 }
const neighbours: StreamKey[] = [
  { ...key, seed: 2 },
  { ...key, stream: streams.dropout },
  { ...key, a: 3 },
  { ...key, b: 4 },
]

describe('streams', () => {
  it('have a number of their own each', () => {
    expect(new Set(Object.values(streams)).size).toBe(Object.keys(streams).length)
  })
})

describe('fillUniform', () => {
  it('takes the top 24 bits of each word, where the array stands in a larger buffer too', () => {
    fc.assert(
      fc.property(anyKey, fc.integer({ min: 0, max: 33 }), fc.integer({ min: 0, max: 5 }), (k, length, offset) => {
        const bits = new Uint32Array(length)
        fillWords(bits, [k.seed, k.stream], [0, k.a, k.b, 0])
        const whole = new Float32Array(offset + length + 1).fill(7)
        fillUniform(k, whole.subarray(offset, offset + length))
        const expected = Array.from(bits, (value) => Math.floor(value / 256) / 2 ** 24)
        expect([...whole]).toEqual([...Array<number>(offset).fill(7), ...expected, 7])
      }),
    )
  })

  it('stays within [0, 1) with the mean and variance of a uniform number', () => {
    const n = 100_000
    const values = uniform(key, n)
    const mean = values.reduce((sum, value) => sum + value, 0) / n
    const variance = values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / n
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / n))
  })

  it('depends on every part of the key', () => {
    const values = uniform(key, 8)
    expect(uniform(key, 8)).toEqual(values)
    for (const neighbour of neighbours) expect(uniform(neighbour, 8)).not.toEqual(values)
  })
})

describe('keepMask', () => {
  it('keeps the fraction asked for, within five standard deviations', () => {
    const n = 200_000
    for (const probability of [0.05, 0.5, 0.9]) {
      const kept = mask(key, probability, n).reduce((sum, bit) => sum + bit, 0)
      expect(Math.abs(kept / n - probability)).toBeLessThan(5 * Math.sqrt((probability * (1 - probability)) / n))
    }
  })

  it.each([
    [0.5, 1],
    [0.25, 2],
    [0.875, 4],
    [0.3, 16],
  ])('of %d compares %d bits of a unit, from the lowest of each word on, over the seams between the pieces it works in', (probability, bits) => {
    const n = 300_001
    const words = new Uint32Array(Math.ceil((n * bits) / 32))
    fillWords(words, [key.seed, key.stream], [0, key.a, key.b, 0])
    const threshold = Math.round(probability * 2 ** bits)
    const unit = (index: number): number => Math.floor((words[Math.floor((index * bits) / 32)] ?? NaN) / 2 ** ((index * bits) % 32)) % 2 ** bits
    const [drawn, expected] = [mask(key, probability, n), Uint8Array.from({ length: n }, (_, index) => (unit(index) < threshold ? 1 : 0))]
    expect(drawn.findIndex((bit, index) => bit !== expected[index]), 'the first unit that differs').toBe(-1) // toEqual takes a second for so many
  })

  it('drops all at 0 and keeps all at 1', () => {
    expect(mask(key, 0, 5000).every((bit) => bit === 0)).toBe(true)
    expect(mask(key, 1, 5000).every((bit) => bit === 1)).toBe(true)
  })

  it.each([-0.1, 1.1, Number.NaN])('refuses a probability of %d', (probability) => {
    expect(() => mask(key, probability, 1)).toThrow(RangeError)
  })
})

describe('permutation', () => {
  it('holds every index once', () => {
    fc.assert(
      fc.property(anyKey, fc.integer({ min: 0, max: 9000 }), (k, n) => {
        const order = permutation(k, n).toSorted()
        expect([order.length, order.findIndex((index, place) => index !== place)]).toEqual([n, -1])
      }),
      { numRuns: 30 },
    )
  })

  it('is the same for the same key and another for any other', () => {
    const order = permutation(key, 100)
    expect(permutation(key, 100)).toEqual(order)
    for (const neighbour of neighbours) expect(permutation(neighbour, 100)).not.toEqual(order)
  })

  it('gives each order of four equally often (chi-squared)', () => {
    const draws = 24_000
    const counts = new Map<string, number>()
    for (let a = 0; a < draws; a++) {
      const order = permutation({ ...key, a }, 4).join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - draws / 24) ** 2 / (draws / 24), 0)
    expect(chiSquared).toBeLessThan(49.7) // 23 degrees of freedom, one in a thousand
  })
})
