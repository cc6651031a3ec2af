// Checks the search for near hashes against a comparison with all.
import { describe, expect, it } from 'vitest'
import { fillBits, streams } from '@common/randomness/stream'
import { distanceOf, HashIndex } from './hash-index'

/** Hashes in little families: each of the later ones is an earlier one with some bits changed. */
function hashesInFamilies(count: number, seed: number): Uint32Array {
  const words = new Uint32Array(4 * count)
  fillBits({ seed, stream: streams.sweeps, a: 0, b: 0 }, words)
  const hashes = words.slice(0, 2 * count)
  for (let hash = count / 4; hash < count; hash++) {
    const parent = (words[2 * count + 2 * hash] ?? 0) % hash
    const changed = (words[2 * count + 2 * hash + 1] ?? 0) % 14
    for (let half = 0; half < 2; half++) hashes[2 * hash + half] = hashes[2 * parent + half] ?? 0
    for (let bit = 0; bit < changed; bit++) {
      const at = (bit * 29 + hash) % 64
      hashes[2 * hash + (at >>> 5)] = (hashes[2 * hash + (at >>> 5)] ?? 0) ^ (1 << (at & 31))
    }
  }
  return hashes
}

describe('HashIndex', () => {
  it.each([0, 1, 3, 4, 6, 7, 9, 10, 12])('finds all hashes within %i bits, each once', (radius) => {
    const count = 2000
    const hashes = hashesInFamilies(count, radius)
    const index = new HashIndex(hashes, radius)
    let pairs = 0
    for (let hash = 0; hash < count; hash += 7) {
      const found: [number, number][] = []
      expect(index.near(hash, Infinity, (other, distance) => found.push([other, distance]))).toBe(true)
      const expected = Array.from({ length: count }, (_, other) => [other, distanceOf(hashes, hash, other)] as const).filter(([, distance]) => distance <= radius)
      expect(found.sort(([a], [b]) => a - b)).toEqual(expected)
      pairs += expected.length - 1
    }
    expect(pairs).toBeGreaterThan(radius === 0 ? 0 : 20)
  })

  it('counts the bits of both words', () => {
    expect(distanceOf(Uint32Array.of(0, 0, 0xffffffff, 0xffffffff), 0, 1)).toBe(64)
    expect(distanceOf(Uint32Array.of(0b101, 1 << 31, 0b001, 0), 0, 1)).toBe(2)
  })

  it('tells where it stopped early', () => {
    const hashes = new Uint32Array(200).map((_, word) => word & 1 ? word : 7)
    const found: number[] = []
    expect(new HashIndex(hashes, 4).near(0, 10, (other) => found.push(other))).toBe(false)
    expect(found.length).toBeLessThanOrEqual(10)
  })
})
