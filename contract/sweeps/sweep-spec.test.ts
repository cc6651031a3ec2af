// What a sweep may be: each fault is told at its place.
import { expect, it } from 'vitest'
import { defaultSpec } from '../training/run-spec'
import { axisPaths, settingValueSchema } from './axis'
import { sweepSpecSchema } from './sweep-spec'

const sweep = {
  version: 1,
  base: defaultSpec('lenet-relu'),
  axes: [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }],
  strategy: { kind: 'grid' },
}

/** The faults of a sweep with some changes, as `place: message`. */
const faults = (changes: object): readonly string[] =>
  (sweepSpecSchema.safeParse({ ...sweep, ...changes }).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

it('fills in what a file may leave out', () => {
  expect(sweepSpecSchema.parse(sweep)).toEqual({ ...sweep, title: '', seeds: [0], axes: [{ ...sweep.axes[0], along: [] }] })
})

it('takes a base of an earlier version of the format of specs', () => {
  const { network, dataset, preprocessing, ...others } = defaultSpec('lenet-relu')
  const { id, ...limits } = dataset
  const written = { ...others, version: 1, network: { ...network, kind: undefined }, dataset: { ...limits, name: id }, preprocessing: { size: preprocessing.height } }
  const base: unknown = JSON.parse(JSON.stringify(written)) // without what is undefined
  expect(sweepSpecSchema.parse({ ...sweep, base }).base).toEqual(defaultSpec('lenet-relu'))
})

const rate = 'optimizer.learningRate'

it.each([
  [{ axes: [{ setting: rate, values: [] }] }, 'axes.0.values: must hold at least one value'],
  [{ axes: [{ setting: rate, values: [0.1, -1] }] }, 'axes.0.values.1: must be greater than 0'],
  [{ axes: [{ setting: rate, values: [0.1, 0.1] }] }, 'axes.0.values.1: must not be there twice'],
  [{ axes: [{ setting: 'optimizer.name', values: ['sgd', 'adam'] }] }, 'axes.0.values.1: must be one of sgd, momentum, nesterov, adamw'],
  [{ axes: [{ setting: 'optimizer.decayBiases', from: 0, to: 1 }], strategy: { kind: 'random', points: 2 } }, 'axes.0.from: must not be there: optimizer.decayBiases is no number; list its values'],
  [{ axes: [{ setting: rate, from: 0.1, to: 0.01, count: 3 }] }, 'axes.0.to: must be greater than `from`'],
  [{ axes: [{ setting: 'optimizer.weightDecay', from: 0, to: 0.1, count: 3, scale: 'log' }] }, 'axes.0.from: must be greater than 0 where the scale is logarithmic'],
  [{ axes: [{ setting: rate, from: 0.1, to: 1 }] }, 'axes.0.count: must be a number of steps, since a grid has no values in between'],
  [{ axes: [{ setting: rate, values: [1] }, { setting: rate, values: [2] }] }, 'axes.0.setting: must be the only axis of optimizer.learningRate'],
  [{ axes: [{ setting: 'preprocessing.height', along: ['preprocessing.width'], values: [28, 1000] }] }, 'axes.0.values.1: must be at most 512 pixels'],
  [{ axes: [{ setting: 'epochs', values: [1, 2] }], strategy: { kind: 'asha', points: 9 } }, 'axes.0.setting: must not be epochs: successive halving itself decides how long each point is trained'],
  [{ axes: [{ setting: 'seed', values: [1, 2] }], seeds: [1, 2] }, 'axes.0.setting: must not be seed beside several seeds: list them under `seeds` alone'],
  [{ seeds: [1, 1] }, 'seeds: must differ from each other'],
  [{ seeds: [] }, 'seeds: must hold at least one seed'],
  [{ strategy: { kind: 'asha', points: 9, firstEpochs: 11 } }, 'strategy.firstEpochs: must be at most the 10 epochs of the base'],
])('tells a fault at its place: %j', (changes, fault) => {
  expect(faults(changes)).toContain(fault)
})

it('takes the default of every setting that can be an axis', () => {
  const spec = defaultSpec('lenet')
  expect(settingValueSchema('patience').safeParse(spec.patience).success).toBe(true)
  expect(axisPaths).not.toContain('checkpointMinutes')
  expect(settingValueSchema('batchSize').safeParse(null).success).toBe(false)
})
