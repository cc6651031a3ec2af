// Of a run that keeps a share of the training images for validation, these are a split of their own; else the splits are those of the set.
import { defaultSpec } from '@contract/training/run-spec'
import type { DatasetInfo } from '@contract/data/datasets'
import { expect, it } from 'vitest'
import { installLab } from '../../testing/lab-in-memory'
import { inspectedSplits, numberAt, placeOf, splitOfImage } from './inspected-splits'

const info = { trainImages: 6, validationImages: 0, testImages: 3 } as DatasetInfo
const spec = defaultSpec('lenet')
const image = (split: 'train' | 'validation' | 'test', index: number) => ({ from: 'dataset', split, index }) as const

it('of the set, which has images for validation or none', async () => {
  const lab = installLab({})
  const splits = await inspectedSplits(spec, info)
  expect(splits).toEqual({ train: { within: 'train', images: null, count: 6 }, validation: null, test: { within: 'test', images: null, count: 3 } })
  expect((await inspectedSplits(spec, { ...info, validationImages: 2 })).validation).toEqual({ within: 'validation', images: null, count: 2 })
  expect(lab.asked).not.toHaveBeenCalled()
  expect([splitOfImage(splits, image('train', 1)), splitOfImage(null, image('test', 1)), splitOfImage(splits, { from: 'pixels', pixels: new Uint8Array() })]).toEqual(['train', 'test', null])
})

it('of a run that validates on a share of the training images', async () => {
  const lists = { train: [0, 2, 3, 5], validation: [1, 4] }
  installLab({ runImages: (_spec, split) => ({ within: 'train', images: Uint32Array.from(lists[split as 'train']), count: lists[split as 'train'].length }) })
  const splits = await inspectedSplits({ ...spec, dataset: { ...spec.dataset, validation: 'share' } }, info)
  expect([image('train', 1), image('train', 2), image('test', 1)].map((one) => splitOfImage(splits, one))).toEqual(['validation', 'train', 'test'])
  const { train } = splits
  expect(train && [numberAt(train, 1), placeOf(train, 2), placeOf(train, 4), placeOf(train, 99)]).toEqual([2, 1, 3, 3])
})
