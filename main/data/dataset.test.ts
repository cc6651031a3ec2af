// Checks that images and labels are joined only where they belong together, and that limits keep the first images.
import type { DatasetInfo } from '@contract/data/datasets'
import { describe, expect, it } from 'vitest'
import { firstImages, labelledImages } from './dataset'
import { fashionMnist } from './fashion-mnist'
import type { IdxArray } from './sources/idx/read-idx'

const info: DatasetInfo = { ...fashionMnist, height: 2, width: 3 }
const images: IdxArray = { path: 'images', shape: [4, 2, 3], values: Uint8Array.from({ length: 24 }, (_, i) => i) }
const labels: IdxArray = { path: 'labels', shape: [4], values: Uint8Array.of(9, 0, 5, 1) }

describe('labelledImages', () => {
  it('joins images and labels', () => {
    expect(labelledImages(info, images, labels)).toEqual({ images: images.values, labels: labels.values, count: 4 })
  })

  it('refuses images of another size', () => {
    expect(() => labelledImages(info, { ...images, shape: [4, 3, 2] }, labels)).toThrow(
      expect.objectContaining({ code: 'dataset/wrong-shape', message: 'images holds images of 3×2 pixels, not 2×3.' }),
    )
  })

  it('refuses more or fewer labels than images', () => {
    const three: IdxArray = { path: 'labels', shape: [3], values: labels.values.subarray(0, 3) }
    expect(() => labelledImages(info, images, three)).toThrow(
      expect.objectContaining({ code: 'dataset/count-mismatch', message: 'images holds 4 images, but labels holds 3 labels.' }),
    )
  })

  it('refuses a label that names no class', () => {
    const strange: IdxArray = { ...labels, values: Uint8Array.of(9, 0, 10, 1) }
    expect(() => labelledImages(info, images, strange)).toThrow(
      expect.objectContaining({
        code: 'dataset/label-out-of-range',
        message: 'Label 2 in labels is 10, but there are 10 classes, from 0.',
      }),
    )
  })
})

describe('firstImages', () => {
  const all = labelledImages(info, images, labels)

  it('keeps the first images with their labels, in memory of their own', () => {
    const first = firstImages(all, 2)
    expect(first).toEqual({ images: images.values.slice(0, 12), labels: Uint8Array.of(9, 0), count: 2 })
    expect(first.images.buffer).not.toBe(images.values.buffer)
  })

  it.each([null, 4, 100])('keeps all for a limit of %s', (limit) => {
    expect(firstImages(all, limit)).toBe(all)
  })
})
