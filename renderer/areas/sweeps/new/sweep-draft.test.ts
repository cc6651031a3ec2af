// The form of a sweep: what is typed becomes a sweep, or a fault at its field.
import { defaultSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { sampleSweepSpec } from '../testing/sample-sweep'
import { draftOfSweep, emptyDraft, freeSettings, newAxis, readSweepDraft, type AxisDraft, type SweepDraft } from './sweep-draft'

const base = defaultSpec('lenet-relu')
const rate = newAxis('optimizer.learningRate', base)
const read = (axes: readonly AxisDraft[], others: Partial<SweepDraft> = {}) => readSweepDraft({ ...emptyDraft(), axes: [...axes], ...others }, base)

it.each([
  ['0.01, 0.1', [0.01, 0.1]],
  ['0.01 0.1', [0.01, 0.1]],
  ['0,01; 0,1', [0.01, 0.1]],
  ['1e-3,0.1,', [0.001, 0.1]],
])('a list of numbers may be written as %j', (list, values) => {
  expect(read([{ ...rate, list }]).spec?.axes).toEqual([{ setting: 'optimizer.learningRate', along: [], values }])
})

it('an empty setting has its word in a list', () => {
  const { spec } = read([{ ...newAxis('microBatchSize', base), list: '16, 32, whole batch' }])
  expect(spec?.axes).toEqual([{ setting: 'microBatchSize', along: [], values: [16, 32, null] }])
})

it.each([
  ['a word', [{ ...rate, list: '0.1, fast' }], {}, 'axes.0.list', 'Learning rate: “fast” is no number.'],
  ['a number outside of its bounds', [{ ...rate, list: '0.1, -2' }], {}, 'axes.0.list', 'Learning rate -2 must be greater than 0.'],
  ['a number twice', [{ ...rate, list: '0.1, 0.1' }], {}, 'axes.0.list', 'Learning rate 0.1 must not be there twice.'],
  ['no number at all', [{ ...rate, list: '' }], {}, 'axes.0.list', 'Learning rate must hold at least one value.'],
  ['a share of a whole number', [{ ...newAxis('batchSize', base), list: '16.5' }], {}, 'axes.0.list', 'Batch size 16.5 must be a whole number.'],
  ['no axis', [], {}, 'axes', 'Add a setting to vary.'],
  ['a range that ends before it begins', [{ ...rate, kind: 'range', from: '1', to: '0.1' }], {}, 'axes.0.to', 'Learning rate, to: must be greater than `from`.'],
  ['a grid of any values between', [{ ...rate, kind: 'range', count: '' }], {}, 'axes.0.count', 'Learning rate, steps: must be a number of steps, since a grid has no values in between.'],
  ['an end that is no number', [{ ...rate, kind: 'range', from: 'x' }], {}, 'axes.0.from', 'Learning rate, from: must be a number.'],
  ['no points', [rate], { strategy: 'random', points: '0' }, 'points', 'Points must be at least 1.'],
  ['more points than a sweep may have', [{ ...rate, kind: 'range', from: '0.001', to: '1', count: '5000' }, { ...newAxis('batchSize', base), list: '16, 32, 64' }], {}, 'points', 'The sweep: it has 15,000 points; a sweep has at most 10,000: take fewer values, or draw some of them with the strategy random or sobol.'],
  ['seeds that are words', [rate], { seeds: 'one' }, 'seeds', 'Seeds must be whole numbers with commas between them.'],
  ['no chosen name', [{ ...newAxis('optimizer.name', base), chosen: [] }], {}, 'axes.0.chosen', 'Optimizer must hold at least one value.'],
] as const)('%s is a fault at its field', (_what, axes, others, field, message) => {
  const { spec, faults } = read(axes as readonly AxisDraft[], others)
  expect(spec).toBeNull()
  expect(faults[field]).toBe(message)
})

it('a fault of one field hides those of no other', () => {
  const { faults } = read([{ ...rate, list: '-1' }, { ...newAxis('batchSize', base), list: '0' }], { strategy: 'sobol', points: 'many', seeds: '1, 1' })
  expect(Object.keys(faults).sort()).toEqual(['axes.0.list', 'axes.1.list', 'points', 'seeds'])
})

it('a new axis begins around the value of the base', () => {
  expect(newAxis('optimizer.learningRate', base)).toMatchObject({ list: '0.05, 0.1, 0.2', from: '0.01', to: '1', scale: 'log' })
  expect(newAxis('batchSize', base)).toMatchObject({ list: '64, 128, 256', from: '13', to: '1280', scale: 'log' })
  expect(newAxis('optimizer.decayBiases', base)).toMatchObject({ chosen: ['true', 'false'] })
  expect(newAxis('preprocessing.height', base)).toMatchObject({ along: ['preprocessing.width'] })
})

it('offers the settings that the base has, and those that another axis brings in', () => {
  expect(freeSettings(base, [])).not.toContain('optimizer.momentum')
  expect(freeSettings(base, [])).toContain('network.dropout')
  expect(freeSettings(defaultSpec('resnet-8'), [])).not.toContain('network.dropout')
  const byOptimizer = { ...newAxis('optimizer.name', base), chosen: ['sgd', 'momentum'] }
  expect(freeSettings(base, [byOptimizer])).toContain('optimizer.momentum')
  expect(freeSettings(base, [byOptimizer])).not.toContain('optimizer.name')
  expect(freeSettings(base, [newAxis('preprocessing.height', base)])).not.toContain('preprocessing.width')
})

it('a sweep that is shown in the form is read back as it was', () => {
  const sweeps = [
    sampleSweepSpec({ title: 'Rates', axes: [{ setting: 'optimizer.learningRate', values: [0.01, 0.1] }, { setting: 'optimizer.decayBiases', values: [true, false] }, { setting: 'patience', values: [3, null] }], seeds: [0, 1] }),
    sampleSweepSpec({ axes: [{ setting: 'optimizer.learningRate', from: 0.001, to: 1, scale: 'log' }, { setting: 'optimizer.name', values: ['sgd', 'adamw'] }], strategy: { kind: 'asha', points: 27, firstEpochs: 1, reduction: 3, figure: 'testLoss' } }),
    sampleSweepSpec({ axes: [{ setting: 'preprocessing.height', along: ['preprocessing.width'], from: 28, to: 56, count: 3 }], strategy: { kind: 'sobol', points: 16, seed: 4 } }),
  ]
  for (const sweep of sweeps) expect(readSweepDraft(draftOfSweep(sweep), sweep.base)).toEqual({ spec: sweep, faults: {} })
})
