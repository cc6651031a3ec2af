// Images by index are those of the split, with their labels; what there is not is told.
import { expect, it } from 'vitest'
import { registerDataset } from '../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { SplitImages } from './split-images'

const info = madeUpInfo(5)
const set = madeUpSet(info)
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
  const bytes = 3 * 40 * 32
  expect(last).toEqual({ pixels: set.test.images.slice(149 * bytes), channels: 3, height: 40, width: 32, label: set.test.labels[149] })
  expect(first?.pixels).toEqual(set.test.images.slice(0, bytes))
  const [ofTraining] = await images.at(info.id, 'train', [299])
  expect(ofTraining?.label).toBe(set.train.labels[299])
  expect(loads).toBe(2)
  await expect(images.at(info.id, 'test', [150])).rejects.toMatchObject({ code: 'dataset/no-such-image' })
  await expect(images.at(info.id, 'validation', [0])).rejects.toMatchObject({ code: 'dataset/no-such-split' })
})
