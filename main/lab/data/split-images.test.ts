// Images by index are those of the split, with their labels, names and facts, in memory and in a file; what there is not is told.
import { defaultSpec, wholeDataset } from '@contract/training/run-spec'
import { expect, it, onTestFinished } from 'vitest'
import { thumbnailSize } from '@common/pictures/thumbnail-size'
import { registerDataset } from '../../data/catalogue'
import { useStoredDatasets } from '../../data/stored/stored-datasets'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { writeStoredSet } from '../../data/testing/stored-set'
import { temporaryFolder } from '../testing/samples'
import { SplitImages } from './split-images'
import { thumbnails } from './thumbnails'

const info = madeUpInfo(5)
const set = madeUpSet(info)
const bytes = 3 * 40 * 32
let loads = 0
registerDataset(info, {
  load: () => {
    loads += 1
    return loads === 1 ? Promise.reject(new Error('not mounted')) : Promise.resolve(madeUpSet(info))
  },
})

it('come in the order of the question, from a set that is read once', async () => {
  const images = new SplitImages()
  await expect(images.at(info.id, 'test', [0])).rejects.toThrow('not mounted')
  const [last, first] = await images.at(info.id, 'test', [149, 0])
  expect(last).toEqual({ pixels: set.test.images.slice(149 * bytes), channels: 3, height: 40, width: 32, label: set.test.labels[149] })
  expect(first?.pixels).toEqual(set.test.images.slice(0, bytes))
  const [ofTraining] = await images.at(info.id, 'train', [299])
  expect(ofTraining?.label).toBe(set.train.labels[299])
  expect(loads).toBe(2)
  await expect(images.at(info.id, 'test', [150])).rejects.toMatchObject({ code: 'dataset/no-such-image' })
  await expect(images.at(info.id, 'validation', [0])).rejects.toMatchObject({ code: 'dataset/no-such-split' })
  expect(await images.names(info.id, 'test', Uint32Array.of(0))).toBeNull()
  expect((await images.facts(info.id)).imported).toBeNull()
})

it('a run means by a split what is left of the set when a share validates', async () => {
  const images = new SplitImages()
  const plain = { ...defaultSpec('lenet'), dataset: { ...wholeDataset(info.id), limitTrain: 100 } }
  expect(await images.ofRun(plain, 'train')).toEqual({ within: 'train', images: null, count: 100 })
  expect(await images.ofRun(plain, 'test')).toEqual({ within: 'test', images: null, count: 150 })
  await expect(images.ofRun(plain, 'validation')).rejects.toMatchObject({ code: 'dataset/no-such-split' })
  const shared = { ...plain, dataset: { ...plain.dataset, validation: 'share' as const, validationShare: 0.2 } }
  const [train, validation] = [await images.ofRun(shared, 'train'), await images.ofRun(shared, 'validation')]
  expect([train.within, train.count, validation.within, validation.count]).toEqual(['train', 80, 'train', 20])
  expect([...(train.images ?? []), ...(validation.images ?? [])].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index))
})

it('of an imported set come out of its file, whichever part and order, with names and what the import has noted', async () => {
  const folder = temporaryFolder()
  useStoredDatasets(folder)
  onTestFinished(() => {
    useStoredDatasets('')
  })
  const own = { ...madeUpInfo(300), id: 'pictures-0123abcd', validationImages: 2 }
  const stored = madeUpSet(own)
  const validation = { images: stored.test.images.slice(0, 2 * bytes), labels: stored.test.labels.slice(0, 2), count: 2 }
  await writeStoredSet(folder, { ...stored, validation }, (image) => `käfer/${image}.png`)
  const images = new SplitImages()

  const order = Uint32Array.of(7, 8, 9, 3, 299, 0)
  const pixels = await images.pixels(own.id, 'train', order, 40)
  order.forEach((index, place) => {
    expect(pixels.subarray(place * bytes, (place + 1) * bytes), String(index)).toEqual(stored.train.images.subarray(index * bytes, (index + 1) * bytes))
  })
  expect(await images.pixels(own.id, 'test', Uint32Array.of(149), 40)).toEqual(stored.test.images.slice(149 * bytes))
  expect(await images.pixels(own.id, 'validation', Uint32Array.of(1), 40)).toEqual(validation.images.slice(bytes))
  expect(await images.labels(own.id, 'test')).toEqual(stored.test.labels)
  expect(await images.names(own.id, 'train', Uint32Array.of(0, 12))).toEqual(['käfer/0.png', 'käfer/12.png'])
  expect(await images.names(own.id, 'test', Uint32Array.of(149))).toEqual(['käfer/451.png'])
  const facts = await images.facts(own.id)
  expect(facts.imported).toMatchObject({ source: { kind: 'folder', name: '/pictures' }, leftOut: { count: 1 } })
  expect(facts.counts.train.slice(0, 2)).toEqual([1, 1])
  await expect(images.pixels(own.id, 'test', Uint32Array.of(150), 40)).rejects.toMatchObject({ code: 'dataset/no-such-image' })
})

it('thumbnails are means of blocks, and small images stay as they are', async () => {
  const form = { channels: 1, height: 4, width: 6 }
  const pixels = Uint8Array.of(0, 2, 10, 10, 5, 5, 4, 6, 10, 10, 5, 5, 100, 100, 0, 0, 9, 9, 100, 100, 0, 0, 9, 11)
  expect(thumbnailSize(form, 3)).toEqual({ height: 2, width: 3 })
  expect(await thumbnails(pixels, form, 3)).toEqual(Uint8Array.of(3, 10, 5, 100, 0, 10))
  expect(await thumbnails(pixels, form, 6)).toBe(pixels)
  // 7 columns in blocks of two: the third is one column wider, and none is left out.
  const wide = { channels: 1, height: 1, width: 7 }
  expect(await thumbnails(Uint8Array.of(0, 0, 1, 1, 3, 6, 9), wide, 3)).toEqual(Uint8Array.of(0, 1, 6))
})
