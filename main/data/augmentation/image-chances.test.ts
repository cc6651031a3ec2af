// What chance decides of images: the same for the same place in a run, fair, within the bounds of the settings, and each choice on its own.
import { noAugmentation, type Augmentation } from '@contract/data/augmentation'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChanceDrawer, noChances, type ImageChances } from './image-chances'

const shape = { channels: 3, height: 28, width: 20 }
const every: Augmentation = {
  ...{ flip: 0.5, flipVertical: 0.25, cropPadding: 2, randomCrop: 0.3, rotation: 15, scale: 0.2, shear: 10, geometryChance: 0.75, brightness: 0.4, contrast: 0.3 },
  ...{ saturation: 0.2, hue: 0.1, colourChance: 0.6, grey: 0.1, pcaColour: 0.1, cutout: 8, erasing: 0.5, mixup: 0, cutmix: 0 },
}
const word = fc.integer({ min: 0, max: 0xffff_ffff })

const drawn = (augmentation: Augmentation, seed: number, epoch: number, image: number, occurrence = 0): ImageChances => new ChanceDrawer({ augmentation, shape, seed }).draw(epoch, image, occurrence)

/** Chances of so many images. */
function manyOf(augmentation: Augmentation, count: number): ImageChances[] {
  const drawer = new ChanceDrawer({ augmentation, shape, seed: 7 })
  return Array.from({ length: count }, (_, image) => {
    const chances = drawer.draw(3, image, 0)
    return { ...chances, crop: { ...chances.crop }, erased: { ...chances.erased }, components: chances.components.slice() }
  })
}

describe('chances', () => {
  it('are the same for the same seed, epoch, image and occurrence, whatever was drawn before', () => {
    fc.assert(
      fc.property(word, word, word, fc.nat(9), (seed, epoch, image, occurrence) => {
        const drawer = new ChanceDrawer({ augmentation: every, shape, seed })
        drawer.draw(epoch, (image + 1) % 2 ** 32, occurrence)
        expect(drawer.draw(epoch, image, occurrence)).toEqual(drawn(every, seed, epoch, image, occurrence))
      }),
    )
  })

  it.each([
    ['seed', (n: number) => drawn(every, n, 1, 1)],
    ['epoch', (n: number) => drawn(every, 1, n, 1)],
    ['image', (n: number) => drawn(every, 1, 1, n)],
    ['occurrence', (n: number) => drawn(every, 1, 1, 1, n)],
  ])('differ from %s to %s', (_, draw) => {
    expect(new Set(Array.from({ length: 100 }, (_value, n) => JSON.stringify(draw(n)))).size).toBe(100)
  })

  it('change nothing where all is switched off', () => {
    for (let image = 0; image < 100; image++) expect(drawn(noAugmentation, 0, 0, image)).toEqual({ ...noChances(shape), cutoutRow: expect.any(Number) as number, cutoutColumn: expect.any(Number) as number })
  })

  it('of one setting do not depend on the others', () => {
    const [some, others] = [manyOf({ ...noAugmentation, flip: 0.5, rotation: 15 }, 50), manyOf({ ...every, geometryChance: 1 }, 50)]
    expect(some.map(({ flipped, rotation }) => ({ flipped, rotation }))).toEqual(others.map(({ flipped, rotation }) => ({ flipped, rotation })))
  })

  it('stay within the bounds of the settings, and come near them', () => {
    const all = manyOf(every, 2000)
    const reaches = (pick: (chances: ImageChances) => number, least: number, most: number): void => {
      const values = all.map(pick)
      const slack = 0.01 * (most - least)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(least)
      expect(Math.min(...values)).toBeLessThan(least + slack)
      expect(Math.max(...values)).toBeLessThanOrEqual(most)
      expect(Math.max(...values)).toBeGreaterThan(most - slack)
    }
    reaches(({ rotation }) => rotation, -15, 15)
    reaches(({ scale }) => scale, 0.8, 1.2)
    reaches(({ shear }) => shear, -10, 10)
    reaches(({ brightness }) => brightness, 0.6, 1.4)
    reaches(({ contrast }) => contrast, 0.7, 1.3)
    reaches(({ saturation }) => saturation, 0.8, 1.2)
    reaches(({ hue }) => hue, -0.1, 0.1)
    for (const { crop, erased } of all) {
      const area = (crop.height * crop.width) / (28 * 20)
      expect(area).toBeGreaterThan(0.3 * 0.9) // sides are rounded to whole pixels
      expect(crop.height / 28 / (crop.width / 20)).toBeGreaterThan(0.75 * 0.85)
      expect(crop.height / 28 / (crop.width / 20)).toBeLessThan(1.18 / 0.75)
      for (const { top, left, height, width } of [crop, erased]) expect(top >= 0 && left >= 0 && top + height <= 28 && left + width <= 20).toBe(true)
    }
  })

  it('come as often as they should, within five standard deviations', () => {
    const count = 8000
    const all = manyOf({ ...every, grey: 0.2 }, count)
    const share = (holds: (chances: ImageChances) => boolean, expected: number): void => {
      expect(Math.abs(all.filter(holds).length / count - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / count))
    }
    share(({ flipped }) => flipped, 0.5)
    share(({ flippedVertically }) => flippedVertically, 0.25)
    share(({ rotation }) => rotation !== 0, 0.75)
    share(({ brightness }) => brightness !== 1, 0.6)
    share(({ grey }) => grey, 0.2)
    share(({ erased }) => erased.height > 0, 0.5)
    const amounts = all.map(({ components }) => components[2] ?? 0)
    const deviation = Math.sqrt(amounts.reduce((sum, amount) => sum + amount * amount, 0) / count)
    expect(Math.abs(deviation / 0.1 - 1)).toBeLessThan(5 / Math.sqrt(2 * count))
  })

  it('take every shift and every centre equally often (chi-squared)', () => {
    const all = manyOf({ ...noAugmentation, cropPadding: 2, cutout: 8 }, 20_000)
    const isFair = (values: readonly number[], choices: number, limit: number): void => {
      const counts = new Array<number>(choices).fill(0)
      for (const value of values) counts[value] = (counts[value] ?? 0) + 1
      const expected = values.length / choices
      expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(limit)
    }
    // Quantiles of chi-squared at 1 - 1e-4, for 4, 27 and 19 degrees of freedom.
    isFair(all.map(({ down }) => down + 2), 5, 23.6)
    isFair(all.map(({ right }) => right + 2), 5, 23.6)
    isFair(all.map(({ cutoutRow }) => cutoutRow), 28, 62.8)
    isFair(all.map(({ cutoutColumn }) => cutoutColumn), 20, 50.8)
  })
})
