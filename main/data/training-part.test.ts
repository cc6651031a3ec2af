// A share for validation is stratified, drawn by the seed, and leaves every image in exactly one of the two lists.
import { sharedImages } from '@common/training/used-images'
import { defaultSpec } from '@contract/training/run-spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trainingPart } from './training-part'

const labelled = (labels: readonly number[]) => ({ labels: Uint16Array.from(labels), count: labels.length })
const spec = (validationShare: number, seed = 0) => ({ dataset: { ...defaultSpec('lenet').dataset, validation: 'share' as const, validationShare }, seed })
const countsOf = (images: Uint32Array, labels: readonly number[]): readonly number[] => {
  const counts = Array.from({ length: Math.max(...labels) + 1 }, () => 0)
  for (const image of images) {
    const label = labels[image] ?? 0
    counts[label] = (counts[label] ?? 0) + 1
  }
  return counts
}

describe('the share for validation', () => {
  it('holds of every class the share, up to one image; no image is lost, none is in both lists, no class is left without training images', () => {
    const labelLists = fc.array(fc.nat({ max: 8 }), { minLength: 2, maxLength: 400 })
    fc.assert(
      fc.property(labelLists, fc.double({ min: 0.01, max: 0.5, noNaN: true }), fc.nat(), (labels, share, seed) => {
        fc.pre(labels.length > new Set(labels).size) // some class has two images
        const { train, validation } = trainingPart(labelled(labels), spec(share, seed))
        expect([...train, ...(validation ?? [])].sort((a, b) => a - b)).toEqual(labels.map((_, image) => image))
        for (const list of [train, validation ?? []]) expect([...list]).toEqual([...list].sort((a, b) => a - b))
        const [all, trained] = [countsOf(Uint32Array.from(labels.keys()), labels), countsOf(train, labels)]
        all.forEach((count, label) => {
          const drawn = count - (trained[label] ?? 0)
          expect(Math.abs(drawn - count * share)).toBeLessThan(1 + 1e-9)
          if (count > 0) expect(drawn).toBeLessThan(count)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('has as many images as the words and the estimates say, where every class has some', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 3, max: 60 }), fc.double({ min: 0.01, max: 0.5, noNaN: true }), (classes, each, share) => {
        const labels = Array.from({ length: classes * each }, (_, image) => image % classes)
        expect(trainingPart(labelled(labels), spec(share)).validation).toHaveLength(sharedImages(labels.length, share))
      }),
    )
  })

  it('is the same for the same seed, and another for another', () => {
    const labels = Array.from({ length: 1000 }, (_, image) => image % 7)
    const drawn = (seed: number) => trainingPart(labelled(labels), spec(0.2, seed)).validation
    expect(drawn(3)).toEqual(drawn(3))
    expect(drawn(4)).not.toEqual(drawn(3))
  })

  it("divides the images of Fashion-MNIST evenly: 600 of each class's 6,000", () => {
    const labels = Array.from({ length: 60_000 }, (_, image) => image % 10)
    expect(countsOf(trainingPart(labelled(labels), spec(0.1)).validation ?? new Uint32Array(), labels)).toEqual(Array.from({ length: 10 }, () => 600))
  })

  it('is refused where no class can spare an image', () => {
    expect(() => trainingPart(labelled([0, 1, 2]), spec(0.5))).toThrow('No class has two of the 3 training images')
  })
})

it('all images train where epochs are judged by others', () => {
  const { train, validation } = trainingPart(labelled([0, 0, 1]), defaultSpec('lenet'))
  expect([[...train], validation]).toEqual([[0, 1, 2], null])
})
