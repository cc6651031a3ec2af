// Stored sweeps of before spec version 3: switches of flips become chances, nothing else changes.
import { expect, it } from 'vitest'
import { defaultSpec } from '../training/run-spec'
import { flipsAsChances } from './migrate-sweep'
import { sweepSpecSchema } from './sweep-spec'

const { version, ...base } = defaultSpec('lenet-relu')

it('turns switches of axes and of listed points into chances', () => {
  const stored = {
    version: 1,
    base: { ...base, version: version - 1, augmentation: { flip: true, cropPadding: 2, cutout: 0 } },
    axes: [
      { setting: 'augmentation.flip', values: [true, false] },
      { setting: 'batchSize', values: [32, 64] },
    ],
    strategy: { kind: 'list', points: [{ 'augmentation.flip': false, batchSize: 32 }, { 'augmentation.flip': true, batchSize: 64 }] },
  }
  const { axes, strategy, ...others } = sweepSpecSchema.parse(stored)
  expect(axes.map((axis) => ('values' in axis ? axis.values : null))).toEqual([[0.5, 0], [32, 64]])
  expect(strategy).toEqual({ kind: 'list', points: [{ 'augmentation.flip': 0, batchSize: 32 }, { 'augmentation.flip': 0.5, batchSize: 64 }] })
  expect(others.base.augmentation).toMatchObject({ flip: 0.5, cropPadding: 2, randomCrop: 1 })
})

it('leaves everything else as it is', () => {
  const other = { base: { 'augmentation.flip': true }, axes: [{ setting: 'optimizer.decoupledDecay', values: [true, false] }], text: 'flip', none: null }
  expect(flipsAsChances(other)).toEqual(other)
})
