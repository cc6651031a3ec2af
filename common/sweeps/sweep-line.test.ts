// A sweep in words.
import { expect, it } from 'vitest'
import { sweepSpecSchema, type SweepSpec } from '@contract/sweeps/sweep-spec'
import { defaultSpec } from '@contract/training/run-spec'
import { sweepLine } from './sweep-line'

const sweep = (changes: object): SweepSpec => sweepSpecSchema.parse({ version: 1, base: defaultSpec('lenet-relu'), axes: [], strategy: { kind: 'grid' }, ...changes })
const batch = { setting: 'batchSize', values: [4, 32, 128, 512] }

it('tells what varies, how, and over how many seeds', () => {
  expect(sweepLine(sweep({ axes: [batch], seeds: [0, 1] }))).toBe('batch size (4 values); grid; 2 seeds')
})

it('counts the values that listed points have, not those that an axis could have', () => {
  const points = [{ batchSize: 32 }, { batchSize: 128, 'optimizer.learningRate': 0.3 }]
  expect(sweepLine(sweep({ axes: [batch, { setting: 'optimizer.learningRate', values: [0.1, 0.2, 0.3] }], strategy: { kind: 'list', points } }))).toBe('batch size (2 values), learning rate (2 values); list, 2 points')
})
