// Checks that hashes hardly change where an image hardly does, and differ between images that do not look alike.
import { describe, expect, it } from 'vitest'
import { hashBits, PerceptualHasher, type ImageFormat } from './perceptual-hash'
import { distanceOf } from './hash-index'
import { smoothImage } from './testing/smooth-image'

const format: ImageFormat = { channels: 1, height: 28, width: 28 }

function distance(a: Uint8Array, b: Uint8Array, of = format): number {
  const hasher = new PerceptualHasher(of)
  const hashes = new Uint32Array(4)
  hasher.hash(a, hashes.subarray(0, 2))
  hasher.hash(b, hashes.subarray(2))
  return distanceOf(hashes, 0, 1)
}

describe('PerceptualHasher', () => {
  it('is near for an image that is brighter, has more contrast or some noise', () => {
    for (let seed = 0; seed < 20; seed++) {
      const image = smoothImage(format, seed)
      expect(distance(image, image)).toBe(0)
      expect(distance(image, image.map((value) => value + 20))).toBe(0)
      expect(distance(image, image.map((value) => Math.round(value * 0.8)))).toBeLessThanOrEqual(2)
      expect(distance(image, image.map((value, place) => value + ((place * 7919) % 9) - 4))).toBeLessThanOrEqual(6)
    }
  })

  it('differs in about half of the bits between images that have nothing in common', () => {
    const distances = Array.from({ length: 40 }, (_, seed) => distance(smoothImage(format, seed), smoothImage(format, seed + 1000)))
    const mean = distances.reduce((sum, bits) => sum + bits, 0) / distances.length
    expect(mean).toBeGreaterThan(26)
    expect(mean).toBeLessThan(38)
    expect(Math.min(...distances)).toBeGreaterThan(hashBits / 5)
  })

  it('has half of its bits set, but none for an image of one colour', () => {
    const hash = new Uint32Array(2)
    const hasher = new PerceptualHasher(format)
    hasher.hash(smoothImage(format, 3), hash)
    expect([...hash].join('')).not.toBe('00')
    for (const value of [0, 1, 128, 255]) {
      hasher.hash(new Uint8Array(784).fill(value), hash)
      expect([...hash]).toEqual([0, 0])
    }
  })

  it('takes any form, in colour too', () => {
    for (const of of [{ channels: 3, height: 40, width: 32 }, { channels: 1, height: 1, width: 1 }, { channels: 3, height: 7, width: 100 }]) {
      expect(distance(smoothImage(of, 1), smoothImage(of, 1), of)).toBe(0)
    }
  })
})
