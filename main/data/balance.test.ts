// Checks that weights and draws make classes count the same, for a set whose classes differ in size.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedImages, classWeights } from './balance'
import { epochImages } from './sampling'

/** 60 images of class 0, 30 of class 2, 10 of class 3, none of class 1. */
const labels = Uint8Array.from({ length: 100 }, (_, image) => (image < 60 ? 0 : image < 90 ? 2 : 3))
const all = Uint32Array.from(labels, (_, image) => image)

function timesByClass(images: Iterable<number>): number[] {
  const times = [0, 0, 0, 0]
  for (const image of images) times[labels[image] ?? 0] = (times[labels[image] ?? 0] ?? 0) + 1
  return times
}

describe('classWeights', () => {
  it('are those of scikit-learn: n / (classes with images * images of the class)', () => {
    expect([...classWeights(all, labels, 4)]).toEqual([100 / 180, 0, 100 / 90, 100 / 30].map(Math.fround))
  })

  it('count only the images that are trained on', () => {
    expect([...classWeights(Uint32Array.of(0, 1, 95), labels, 4)]).toEqual([0.75, 0, 0, 1.5])
  })
})

describe('balancedImages', () => {
  it('takes as many images as there are, those of each class equally often, each of a class as often as the others or once more', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 9 }), (seed, epoch) => {
        const drawn = balancedImages({ seed: seed >>> 0, epoch, images: all, labels })
        const [most, none, ...others] = timesByClass(drawn)
        expect(drawn).toHaveLength(100)
        expect(none).toBe(0)
        for (const times of [most, ...others]) expect(Math.abs((times ?? 0) - 100 / 3)).toBeLessThan(1)
        const timesOf = (image: number): number => drawn.filter((taken) => taken === image).length
        const rare = Array.from({ length: 10 }, (_, place) => timesOf(90 + place))
        expect(Math.max(...rare) - Math.min(...rare)).toBeLessThanOrEqual(1)
        expect(new Set(drawn.filter((image) => image < 60)).size).toBe(most)
      }),
      { numRuns: 30 },
    )
  })

  it('gives the odd image to another class in each epoch', () => {
    const larger = [0, 1, 2].map((epoch) => timesByClass(balancedImages({ seed: 1, epoch, images: all, labels })).indexOf(34))
    expect(new Set(larger)).toEqual(new Set([0, 2, 3]))
  })
})

describe('epochImages', () => {
  const plan = { seed: 5, epoch: 1, images: all, labels, batchSize: 32 }
  const flat = (batches: readonly Uint32Array[]): number[] => batches.flatMap((batch) => [...batch])

  it('visits every image once where nothing is balanced, and by weights too', () => {
    for (const balance of ['none', 'weights'] as const) {
      const batches = epochImages({ ...plan, balance })
      expect(batches.map(({ length }) => length)).toEqual([32, 32, 32, 4])
      expect(flat(batches).sort((a, b) => a - b)).toEqual([...all])
    }
  })

  it('mixes the images of all classes where classes are drawn equally often, by seed and epoch alone', () => {
    const batches = epochImages({ ...plan, balance: 'sampling' })
    expect(batches.map(({ length }) => length)).toEqual([32, 32, 32, 4])
    for (const batch of batches.slice(0, 3)) expect(Math.min(...timesByClass(batch).filter((_, label) => label !== 1))).toBeGreaterThan(3)
    expect(flat(epochImages({ ...plan, balance: 'sampling' }))).toEqual(flat(batches))
    expect(flat(epochImages({ ...plan, balance: 'sampling', epoch: 2 }))).not.toEqual(flat(batches))
    expect(flat(epochImages({ ...plan, balance: 'sampling', seed: 6 }))).not.toEqual(flat(batches))
  })

  it('takes only the images that it is given', () => {
    const images = Uint32Array.from({ length: 50 }, (_, place) => 2 * place)
    for (const balance of ['none', 'sampling'] as const) expect(flat(epochImages({ ...plan, images, balance })).every((image) => image % 2 === 0)).toBe(true)
  })
})
