// Mixed batches: shares and partners are drawn fairly by seed and step, and the images are what the shares say.
import { expect, it } from 'vitest'
import { drawMix, mixBatch } from './mixing'

const shape = { channels: 1, height: 8, width: 10 }
const mixes = (mixup: number, cutmix: number, count: number) => Array.from({ length: count }, (_, step) => drawMix({ seed: 3, augmentation: { mixup, cutmix }, shape }, step, 6))

it('takes each image of the batch once as a partner, and draws again for each step and seed', () => {
  const all = mixes(1, 0, 50)
  for (const { partners } of all) expect([...partners].toSorted()).toEqual([0, 1, 2, 3, 4, 5])
  expect(new Set(all.map(({ share }) => share)).size).toBe(50)
  const of = (seed: number, step: number) => drawMix({ seed, augmentation: { mixup: 1, cutmix: 0 }, shape }, step, 6)
  expect(of(3, 7)).toEqual(all[7])
  expect(of(4, 7)).not.toEqual(all[7])
})

it('draws shares of the beta distribution: mean 1/2, variance 1 / (4 (2 alpha + 1))', () => {
  const count = 600
  for (const alpha of [0.2, 1, 4]) {
    const shares = mixes(alpha, 0, count).map(({ share }) => share)
    const mean = shares.reduce((sum, share) => sum + share, 0) / count
    const variance = shares.reduce((sum, share) => sum + (share - 0.5) ** 2, 0) / count
    const expected = 1 / (4 * (2 * alpha + 1))
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(expected / count))
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.25)
  }
})

it('pastes rectangles whose area is the rest of the share', () => {
  const from = Uint8Array.from({ length: 480 }, (_, at) => Math.floor(at / 80) + 1)
  for (const mix of mixes(0, 1, 40)) {
    const to = new Uint8Array(480)
    mixBatch(mix, shape, from, to)
    mix.partners.forEach((partner, place) => {
      const image = [...to.subarray(80 * place, 80 * (place + 1))]
      const own = partner === place ? 80 : image.filter((value) => value === place + 1).length
      expect(own / 80).toBeCloseTo(partner === place ? 1 : mix.share, 12)
      expect(image.every((value) => value === place + 1 || value === partner + 1)).toBe(true)
    })
  }
})

it('does either to half of the batches where both are set', () => {
  const pasted = mixes(0.4, 1, 1000).filter((mix) => mix.pasted !== null).length
  expect(Math.abs(pasted - 500)).toBeLessThan(5 * Math.sqrt(250))
})
