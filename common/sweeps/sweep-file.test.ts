// Files of sweeps: what they may leave out, and one sentence for each thing that is wrong.
import { strategies } from '@contract/sweeps/strategy'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSpec } from '@contract/training/run-spec'
import { readSweep } from './sweep-file'

const file = {
  version: 1,
  base: { preset: 'lenet-relu', settings: { epochs: 2, 'dataset.limitTrain': 2000 } },
  axes: [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }],
  strategy: { kind: 'grid' },
}

const read = (changes: object) => readSweep({ ...file, ...changes })

it('takes a preset with settings, a network, or a whole spec as its base', () => {
  const spec = defaultSpec('lenet-relu')
  expect(read({}).spec?.base).toEqual({ ...spec, epochs: 2, dataset: { ...spec.dataset, limitTrain: 2000 } })
  expect(read({ base: { model: 'alexnet' } }).spec?.base).toEqual(defaultSpec('alexnet'))
  expect(read({ base: spec }).spec?.base).toEqual(spec)
})

it('finds the axes of a list of points where it names none', () => {
  const strategy = { kind: 'list', points: [{}, { batchSize: 64 }, { batchSize: 32, 'optimizer.learningRate': 0.5 }] }
  expect(read({ axes: undefined, strategy }).spec?.axes).toEqual([
    { setting: 'batchSize', along: [], values: [64, 32] },
    { setting: 'optimizer.learningRate', along: [], values: [0.5] },
  ])
})

describe('tells what is wrong', () => {
  const sized = { setting: 'optimizer.weightDecay', from: 0, to: 1, count: 1000 }
  it.each([
    [[], 'it must be an object with `version`, `base`, `axes` and `strategy`.'],
    [{ ...file, version: 2 }, 'it was written by a newer version of CNN Lab (format 2, this one knows 1): use that version.'],
    [{ ...file, version: undefined }, 'version is missing.'],
    [{ ...file, base: undefined }, 'base is missing: name a preset, as { "preset": "lenet-relu" }.'],
    [{ ...file, base: { preset: 'lenet-rely' } }, 'base.preset: there is no preset lenet-rely. Did you mean lenet-relu?'],
    [{ ...file, base: { model: 'alexnets' } }, 'base.model: there is no model alexnets. Did you mean alexnet?'],
    [{ ...file, strategy: { kind: { toString: null } } }, `strategy.kind must be one of ${strategies.map(({ kind }) => kind).join(', ')}.`],
    [{ version: 1, base: file.base, seeds: [1], strategy: { kind: 'list', points: [{ 'augmentation.flip': false }, { 'augmentation.flip': 0, labelSmoothing: 0.1 }] } }, 'strategy.points: the values of augmentation.flip must not be there twice.'],
    [{ ...file, base: { preset: {} } }, 'base.preset must be the name of a preset in quotation marks.'],
    [{ ...file, base: { preset: 'lenet-relu', epochs: 3 } }, 'there is no field base.epochs: settings stand under base.settings.'],
    [{ ...file, base: { preset: 'lenet-relu', settings: { batch_size: 3 } } }, 'base.settings: there is no setting batch_size. Did you mean batchSize?'],
    [{ ...file, base: { preset: 'lenet-relu', settings: { dropuot: 0.5 } } }, 'base.settings: there is no setting dropuot. Did you mean network.dropout?'],
    [{ ...file, base: { preset: 'lenet-relu', settings: { glitter: 1 } } }, 'base.settings: there is no setting glitter.'],
    [{ ...file, base: { preset: 'lenet-relu', settings: { batchSize: 0 } } }, 'base.settings["batchSize"] must be at least 1.'],
    [{ ...file, base: { ...defaultSpec('lenet'), epochs: 0 } }, 'base.epochs must be at least 1.'],
    [{ ...file, axes: [{ setting: 'lr', values: [1] }] }, 'axes[0].setting: there is no setting lr. Did you mean optimizer.learningRate?'],
    [{ ...file, axes: [{ setting: 'optimizer.learningrat', values: [1] }] }, 'axes[0].setting: there is no setting optimizer.learningrat. Did you mean optimizer.learningRate?'],
    [{ ...file, axes: [{ setting: 'checkpointMinutes', values: [1] }] }, 'axes[0].setting: checkpointMinutes is a setting that a sweep does not vary.'],
    [{ ...file, axes: [{ setting: 'batchSize', values: [] }] }, 'axes[0].values must hold at least one value.'],
    [{ ...file, axes: [{ setting: 'batchSize' }] }, 'axes[0] must have `values`, or `from` and `to`.'],
    [{ ...file, axes: [{ setting: 'batchSize', values: [1], from: 2 }] }, 'axes[0] must have either `values` or `from` and `to`, not both.'],
    [{ ...file, axes: [{ setting: 'batchSize', values: [64, 12.5, 'many'] }] }, 'axes[0].values[1] must be a whole number. axes[0].values[2] must be a whole number.'],
    [{ ...file, axes: [{ setting: 'batchSize', from: 1, to: 'many', count: 3 }] }, 'axes[0].to must be a number.'],
    [{ ...file, axes: [{ setting: 'batchSize', value: [64], values: [64] }] }, 'there is no field axes[0].value.'],
    [{ ...file, strategy: { kind: 'grids' } }, 'strategy.kind must be one of grid, list, random, sobol, asha. Did you mean grid?'],
    [{ ...file, strategy: { kind: 'list' } }, 'strategy.points is missing.'],
    [{ ...file, strategy: { kind: 'list', points: [] } }, 'strategy.points must hold at least one point.'],
    [{ ...file, strategy: { kind: 'list', points: [{ 'optimizer.learningRate': 0.3 }] } }, 'strategy.points[0]["optimizer.learningRate"] must be one of the values of its axis.'],
    [{ ...file, strategy: { kind: 'list', points: [{ batchSize: 3 }] } }, 'strategy.points[0].batchSize must not be there: no axis is of batchSize.'],
    [{ ...file, axes: [{ setting: 'batchSize', from: 1, to: 9 }], strategy: { kind: 'list', points: [{}] } }, 'axes[0].from must not be there: the axes of a list of points list their values.'],
    [{ ...file, axes: undefined, strategy: { kind: 'list', points: [{ batchSize: 0 }, { batchSise: 4 }] } }, 'strategy.points: there is no setting batchSise. Did you mean batchSize? strategy.points[0].batchSize must be at least 1.'],
    [{ ...file, axes: undefined, strategy: { kind: 'list', points: [{ batchSize: 64 }, {}, { batchSize: 64 }] } }, 'strategy.points[2] must not be there twice: it is the same as the one in place 1.'],
    [{ ...file, strategy: { kind: 'random' } }, 'strategy.points is missing.'],
    [{ ...file, strategy: { kind: 'random', points: 1_000_000 } }, 'strategy.points must be at most 10,000; 1,000,000 were asked for.'],
    [{ ...file, seeds: [0, -1] }, 'seeds[1] must be at least 0.'],
    [{ ...file, axes: [{ ...sized }, { setting: 'optimizer.learningRate', from: 0.1, to: 1, count: 1000 }] }, 'it has 1,000,000 points; a sweep has at most 10,000: take fewer values, or draw some of them with the strategy random or sobol.'],
  ])('%j', (value, fault) => {
    expect(readSweep(value)).toEqual({ spec: null, fault })
  })

  it('counts the points of a list that is too long', () => {
    const points = Array.from({ length: 10_001 }, (_, index) => ({ batchSize: index + 1 }))
    expect(read({ axes: undefined, strategy: { kind: 'list', points } }).fault).toContain('strategy.points must hold at most 10,000 points; it holds 10,001.')
  })

  it('tells faults of the base and of the axes together', () => {
    expect(read({ base: { preset: 'x' }, axes: [{ setting: 'batchSize', values: [0] }] }).fault).toBe('base.preset: there is no preset x. axes[0].values[0] must be at least 1.')
  })

  it('reads or refuses any JSON in place of any of its parts, and throws at none', () => {
    fc.assert(
      fc.property(fc.constantFrom('version', 'base', 'axes', 'strategy', 'seeds', 'title', 'more'), fc.jsonValue(), (part, value) => {
        const { spec, fault } = read({ [part]: value })
        expect(spec === null).toBe(fault !== null)
        if (fault !== null) expect(fault).toMatch(/[.?]$/)
      }),
    )
  })
})
