// A preview shows what an import with the same options would make, and what is left for the user to choose.
import { defaultImportOptions } from '@contract/data/import-source'
import { expect, it } from 'vitest'
import { encodePng } from '../../files/png'
import { previewSource } from './preview-source'
import { madeUpPixels, madeUpSource } from './testing/made-up-source'

const grey = (width: number, height: number, value: number) => Uint8Array.from(encodePng({ width, height, channels: 3, pixels: new Uint8Array(3 * width * height).fill(value) }))
const greyFiles = (sizeOf: (index: number) => number) =>
  madeUpSource({
    classes: ['cat', 'dog', 'fox'],
    parts: ['all'],
    images: Array.from({ length: 60 }, (_, index) => [index % 3, 0] as const),
    shape: null,
    content: (index) => (index === 4 ? { kind: 'unreadable', reason: 'it is cut short' } : { kind: 'encoded', bytes: grey(sizeOf(index), 20, 3 * index) }),
  })

it('of arrays: classes and counts by part, images as they are', async () => {
  const source = madeUpSource({
    images: [[0, 0], [1, 0], [1, 1], [0, 1], [1, 0]],
    shape: { channels: 3, height: 5, width: 4 },
    content: (index) => ({ kind: 'pixels', channels: 3, height: 5, width: 4, pixels: madeUpPixels(index, 3, 5, 4) }),
  })
  const preview = await previewSource({ ...source, found: { layout: 'NHWC' }, leftOut: [{ name: 'x', reason: 'it is odd' }] }, defaultImportOptions)
  expect(preview).toMatchObject({
    parts: [{ name: 'train', counts: [1, 2] }, { name: 'test', counts: [1, 1] }],
    shape: { channels: 3, height: 5, width: 4 },
    originals: [],
    leftOut: { count: 1 },
    options: { name: 'Made up', test: 'own', channels: 3, layout: 'NHWC', size: { height: 5, width: 4 } },
  })
  expect(preview.images).toHaveLength(5)
  expect(preview.images[2]).toEqual({ name: 'images/é 2.png', label: 1, channels: 3, height: 5, width: 4, pixels: madeUpPixels(2, 3, 5, 4) })
  expect(preview.bytes).toBe(5 * (60 + 6) + 5 * Buffer.byteLength('images/é 2.png'))
})

it('of image files: a few of each class, grey where all are, those that cannot be read told and not counted', async () => {
  const preview = await previewSource(greyFiles(() => 30), defaultImportOptions)
  expect(preview.parts).toEqual([{ name: 'all', counts: [20, 19, 20] }])
  expect(preview).toMatchObject({ shape: { channels: 1, height: 20, width: 30 }, options: { test: 'share', channels: 1 }, leftOut: { count: 1, first: [{ name: 'images/é 4.png', reason: 'it is cut short' }] } })
  expect(preview.images.map(({ label }) => label).sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2])
  expect(preview.images.every(({ pixels, channels }) => channels === 1 && pixels.length === 600)).toBe(true)
  expect((await previewSource(greyFiles(() => 30), { ...defaultImportOptions, channels: 3 })).images[0]).toMatchObject({ channels: 3 })
})

it('of images of different sizes: the size is for the user to choose', async () => {
  const source = () => greyFiles((index) => 20 + (index % 2))
  const open = await previewSource(source(), defaultImportOptions)
  expect(open).toMatchObject({ shape: null, bytes: null, options: { size: null }, originals: [{ width: 21, height: 20, images: 6 }, { width: 20, height: 20, images: 5 }] })
  expect(open.images[1]).toMatchObject({ width: 21, height: 20 })
  const chosen = await previewSource(source(), { ...defaultImportOptions, size: { height: 8, width: 9 } })
  expect(chosen).toMatchObject({ shape: { channels: 1, height: 8, width: 9 }, originals: [{ width: 21, height: 20 }, { width: 20, height: 20 }] })
  expect(chosen.images.every(({ pixels }) => pixels.length === 72)).toBe(true)
})
