// Other settings that are offered after a run has failed.
import { defaultSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { otherTries } from './other-tries'

const spec = defaultSpec('lenet')
const problem = { code: 'training/diverged', message: 'It diverged.', remedy: '' }

it('a tenth of the learning rate where training diverged', () => {
  expect(otherTries(spec, problem)).toMatchObject([{ label: 'Try learning rate 0.01', spec: { ...spec, optimizer: { ...spec.optimizer, learningRate: 0.01 } } }])
  const fast = { ...spec, optimizer: { ...spec.optimizer, learningRate: 0.3 } }
  expect(otherTries(fast, problem)[0]?.label).toBe('Try learning rate 0.03')
})

it('what should fit where memory ran out', () => {
  const full = { ...problem, code: 'device/out-of-memory' }
  expect(otherTries(spec, { ...full, batchSize: 64 })).toMatchObject([{ label: 'Try batch size 64', spec: { ...spec, batchSize: 64 } }])
  expect(otherTries(spec, { ...full, microBatchSize: 16 })).toMatchObject([{ label: 'Try 16 images at once', spec: { ...spec, microBatchSize: 16 } }])
  expect(otherTries(spec, { ...problem, code: 'engine/killed' })).toEqual([])
})
