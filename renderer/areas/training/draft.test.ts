// The form reads numbers as people write them, and says at each field what is wrong with it.
import type { DatasetInfo } from '@contract/data/datasets'
import type { ModelName } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultOptimizer, optimizers } from '@contract/training/optimizer'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule, schedules } from '@contract/training/schedule'
import { describe, expect, it } from 'vitest'
import { draftOf, firstFault, readAugmentation, readDraft, sameSpec, type Draft } from './draft'

const fashionMnist = { id: 'fashion-mnist', trainImages: 60_000, testImages: 10_000 } as DatasetInfo

function read(changes: Partial<Draft>, model: ModelName = 'lenet') {
  return readDraft({ ...draftOf(defaultSpec(model)), ...changes }, fashionMnist)
}

describe('readDraft', () => {
  it.each(presets)('gives back the spec of $name', ({ spec }) => {
    expect(readDraft(draftOf(spec), fashionMnist)).toEqual({ spec, faults: {} })
  })

  it.each([
    ['60,000', 60_000],
    ['60 000', 60_000],
    [' 128 ', 128],
  ])('reads %j as a count', (text, count) => {
    expect(read({ limitTrain: text }).spec?.dataset.limitTrain).toBe(count)
  })

  it.each([
    ['0.01', 0.01],
    ['0,01', 0.01],
    ['1e-2', 0.01],
    ['.5', 0.5],
  ])('reads %j as a learning rate', (text, rate) => {
    expect(read({ learningRate: text }).spec?.optimizer.learningRate).toBe(rate)
  })

  it('reads augmentation and checkpoints', () => {
    const { spec } = read({ flip: true, cropPadding: '4', cutout: '8', checkpointMinutes: '0.5' })
    expect(spec).toMatchObject({ augmentation: { flip: true, cropPadding: 4, cutout: 8 }, checkpointMinutes: 0.5 })
    if (spec) expect(readDraft(draftOf(spec), fashionMnist).spec).toEqual(spec)
  })

  it.each(optimizers.flatMap((optimizer) => schedules.map((schedule) => [optimizer.name, schedule.name] as const)))('gives back %s with schedule %s', (optimizer, schedule) => {
    const spec: RunSpec = {
      ...defaultSpec('lenet'),
      optimizer: { ...defaultOptimizer(optimizer, 0.02), weightDecay: 5e-4, decayBiases: true, clipNorm: 1 },
      schedule: { ...defaultSchedule(schedule), warmupEpochs: 0.5 },
      labelSmoothing: 0.1,
      microBatchSize: 32,
    }
    expect(readDraft(draftOf(spec), fashionMnist)).toEqual({ spec, faults: {} })
    expect(readDraft({ ...draftOf(spec), clipNorm: '', microBatchSize: ' ' }, fashionMnist).spec).toMatchObject({ optimizer: { clipNorm: null }, microBatchSize: null })
  })

  it('reads the augmentation even where something else is wrong', () => {
    const draft = { ...draftOf(defaultSpec('lenet')), flip: true, cropPadding: '4', epochs: 'many' }
    expect(readAugmentation(draft)).toEqual({ flip: true, cropPadding: 4, cutout: 0 })
    expect(readAugmentation({ ...draft, cutout: '' })).toBeNull()
  })

  it('takes an empty limit for all images', () => {
    expect(read({ limitTrain: ' ', limitTest: '' }).spec?.dataset).toMatchObject({ limitTrain: null, limitTest: null })
  })

  it.each([
    [{ batchSize: '0' }, 'batchSize', 'Batch size must be at least 1.'],
    [{ batchSize: '1.5' }, 'batchSize', 'Batch size must be a whole number.'],
    [{ batchSize: 'many' }, 'batchSize', 'Batch size must be a whole number.'],
    [{ epochs: '1001' }, 'epochs', 'Epochs must be at most 1000.'],
    [{ learningRate: '' }, 'learningRate', 'Learning rate must be a number.'],
    [{ learningRate: '-1' }, 'learningRate', 'Learning rate must be greater than 0.'],
    [{ seed: '-1' }, 'seed', 'Seed must be at least 0.'],
    [{ weightDecay: 'x' }, 'weightDecay', 'Weight decay must be a number.'],
    [{ clipNorm: '0' }, 'clipNorm', 'Gradient limit must be greater than 0.'],
    [{ warmupEpochs: '-1' }, 'warmupEpochs', 'Warm-up must be at least 0.'],
    [{ labelSmoothing: '1' }, 'labelSmoothing', 'Label smoothing must be less than 1.'],
    [{ microBatchSize: '0' }, 'microBatchSize', 'Images at once must be at least 1.'],
    [{ cropPadding: '2.5' }, 'cropPadding', 'Random shift must be a whole number of pixels.'],
    [{ cutout: '65' }, 'cutout', 'Cutout must be at most 64.'],
    [{ checkpointMinutes: '0' }, 'checkpointMinutes', 'Checkpoints must be greater than 0.'],
    [{ limitTrain: '60001' }, 'limitTrain', 'There are 60,000 images.'],
    [{ limitTest: '0' }, 'limitTest', 'Test on first must be at least 1.'],
  ] as const)('%j is wrong at the field', (changes, field, message) => {
    const { spec, faults } = read(changes)
    expect(spec).toBeNull()
    expect(faults).toEqual({ [field]: message })
  })

  it('tells every fault at once', () => {
    expect(Object.keys(read({ batchSize: '', epochs: '', learningRate: 'x' }).faults)).toEqual(['learningRate', 'batchSize', 'epochs'])
  })

  it('names the first one from the top of the form', () => {
    expect(firstFault(read({ learningRate: 'x', epochs: '', limitTrain: '0', momentum: 'x' }).faults)).toEqual({ field: 'epochs', message: 'Epochs must be a whole number.' })
    expect(firstFault(read({ seed: '-1', limitTrain: '0' }).faults)?.field).toBe('limitTrain')
    expect(firstFault({})).toBeNull()
  })

  it('wants float32 where mixed precision gains nothing', () => {
    const draft = { ...draftOf(defaultSpec('lenet')), precision: 'mixed', device: 'cpu' } as const
    expect(readDraft(draft, null).faults).toEqual({ precision: 'Precision must be float32 on this device; only CUDA gains by mixed precision.' })
    expect(readDraft({ ...draft, device: 'auto' }, null).faults).toEqual({})
  })

  it('does not mind the dropout of a network that has none', () => {
    expect(read({ dropout: 'nonsense' }, 'resnet-8').spec?.network).toMatchObject({ dropout: 0 })
    expect(read({ dropout: 'nonsense' }, 'alexnet').faults).toEqual({ dropout: 'Dropout must be a number.' })
  })
})

describe('sameSpec', () => {
  it('does not depend on the order of fields', () => {
    const spec = defaultSpec('lenet')
    expect(sameSpec(spec, { ...Object.fromEntries(Object.entries(spec).reverse()) } as typeof spec)).toBe(true)
    expect(sameSpec(spec, { ...spec, seed: 1 })).toBe(false)
  })
})
