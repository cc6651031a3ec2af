// The order of a grid: every image that is shown stands in it once, in the order that was asked for.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderedImages } from './image-order'

const none: ReadonlySet<number> = new Set()
const question = { classes: none, order: 'index', losses: null, alike: null } as const
const labels = Uint8Array.of(2, 0, 1, 0, 2)

describe('images in their order', () => {
  it('of chosen classes, in the order of the split', () => {
    expect([...orderedImages({ ...question, labels })]).toEqual([0, 1, 2, 3, 4])
    expect([...orderedImages({ ...question, labels, classes: new Set([0, 1]) })]).toEqual([1, 2, 3])
  })

  it('by class, within a class as they were', () => {
    expect([...orderedImages({ ...question, labels, order: 'class' })]).toEqual([1, 3, 2, 0, 4])
    expect([...orderedImages({ ...question, labels: Uint16Array.of(65_535, 256, 65_535, 0), order: 'class' })]).toEqual([3, 1, 0, 2])
  })

  it('that look alike, group after group, and no others', () => {
    expect([...orderedImages({ ...question, labels, order: 'alike', alike: [4, 0, 1, 3] })]).toEqual([4, 0, 1, 3])
    expect([...orderedImages({ ...question, labels, order: 'alike', alike: [4, 0, 1, 3], classes: new Set([2]) })]).toEqual([4, 0])
    expect(orderedImages({ ...question, labels, order: 'alike' })).toHaveLength(0)
  })

  it('by loss, the highest first; images without one come last', () => {
    const losses = Float32Array.of(0.5, 3, 1e-30)
    expect([...orderedImages({ ...question, labels, order: 'loss', losses })].slice(0, 3)).toEqual([1, 0, 2])
    expect([...orderedImages({ ...question, labels, order: 'loss', losses: null })]).toEqual([0, 1, 2, 3, 4])
    fc.assert(
      fc.property(fc.float32Array({ min: 0, max: 100, noNaN: true, minLength: 1, maxLength: 50 }), (some) => {
        const all = orderedImages({ ...question, labels: new Uint8Array(some.length + 2), order: 'loss', losses: some })
        expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: some.length + 2 }, (_, image) => image))
        const known = [...all].slice(0, some.length).map((image) => some[image] ?? NaN)
        expect(known).toEqual([...some].sort((a, b) => b - a))
      }),
    )
  })
})
