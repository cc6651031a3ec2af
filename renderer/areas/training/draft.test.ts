// The form reads numbers as people write them, and gives each wrong field a fault of its own.
import { noAugmentation } from '@contract/data/augmentation'
import type { DatasetInfo } from '@contract/data/datasets'
import type { ModelName } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultOptimizer, optimizers } from '@contract/training/optimizer'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule, schedules } from '@contract/training/schedule'
import { settings } from '@contract/training/settings/table'
import { describe, expect, it } from 'vitest'
import { changedSettings, draftOf, firstFault, readAugmentation, readDraft, sameSpec, type Draft } from './draft'

const fashionMnist = { id: 'fashion-mnist', title: 'Fashion-MNIST', channels: 1, trainImages: 60_000, testImages: 10_000 } as DatasetInfo

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
    expect(read({ 'dataset.limitTrain': text }).spec?.dataset.limitTrain).toBe(count)
  })

  it.each([
    ['0.01', 0.01],
    ['0,01', 0.01],
    ['1e-2', 0.01],
    ['.5', 0.5],
  ])('reads %j as a learning rate', (text, rate) => {
    expect(read({ 'optimizer.learningRate': text }).spec?.optimizer.learningRate).toBe(rate)
  })

  it.each([
    ['0.485, 0.456,0.406', [0.485, 0.456, 0.406]],
    ['0.485 0.456 0.406', [0.485, 0.456, 0.406]],
    ['0,485; 0,456; 0,406', [0.485, 0.456, 0.406]],
    ['.5', [0.5]],
  ])('reads %j as a list of numbers', (text, mean) => {
    const draft = { ...draftOf(defaultSpec('lenet')), 'preprocessing.normalization': 'own', 'preprocessing.mean': text }
    expect(readDraft(draft, null).spec?.preprocessing).toMatchObject({ normalization: 'own', mean })
  })

  it('tells what is wrong with a list of numbers: one of them, how many there are, and how many the images of the set want', () => {
    const own = { 'preprocessing.normalization': 'own' }
    expect(read({ ...own, 'preprocessing.mean': '0.5, x' }).faults).toEqual({ 'preprocessing.mean': 'Mean must be a number.' })
    expect(read({ ...own, 'preprocessing.deviation': '0.5, 0' }).faults['preprocessing.deviation']).toBe('Deviation must be greater than 0.')
    expect(read({ ...own, 'preprocessing.mean': '1 2 3 4 5' }).faults['preprocessing.mean']).toBe('Mean must have at most 4 numbers.')
    expect(read({ ...own, 'preprocessing.mean': '0.1, 0.2, 0.3' }).faults).toEqual({ 'preprocessing.mean': 'Mean must have one number: images of Fashion-MNIST have one channel.' })
    expect(read({ 'preprocessing.mean': '0.1, 0.2, 0.3' }).faults).toEqual({})
  })

  it('reads augmentation and checkpoints', () => {
    const { spec } = read({ 'augmentation.flip': '0.5', 'augmentation.cropPadding': '4', 'augmentation.cutout': '8', checkpointMinutes: '0.5' })
    expect(spec).toMatchObject({ augmentation: { flip: 0.5, cropPadding: 4, cutout: 8 }, checkpointMinutes: 0.5 })
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
    expect(readDraft({ ...draftOf(spec), 'optimizer.clipNorm': '', microBatchSize: ' ' }, fashionMnist).spec).toMatchObject({ optimizer: { clipNorm: null }, microBatchSize: null })
  })

  it('reads the augmentation even where something else is wrong', () => {
    const draft = { ...draftOf(defaultSpec('lenet')), 'augmentation.flip': '0.5', 'augmentation.cropPadding': '4', epochs: 'many' }
    expect(readAugmentation(draft)).toEqual({ ...noAugmentation, flip: 0.5, cropPadding: 4 })
    expect(readAugmentation({ ...draft, 'augmentation.cutout': '' })).toBeNull()
  })

  it('takes an empty limit for all images', () => {
    expect(read({ 'dataset.limitTrain': ' ', 'dataset.limitTest': '' }).spec?.dataset).toMatchObject({ limitTrain: null, limitTest: null })
  })

  it.each([
    [{ batchSize: '0' }, 'batchSize', 'Batch size must be at least 1.'],
    [{ batchSize: '1.5' }, 'batchSize', 'Batch size must be a whole number.'],
    [{ batchSize: 'many' }, 'batchSize', 'Batch size must be a whole number.'],
    [{ epochs: '1001' }, 'epochs', 'Epochs must be at most 1000.'],
    [{ 'optimizer.learningRate': '' }, 'optimizer.learningRate', 'Learning rate must be a number.'],
    [{ 'optimizer.learningRate': '-1' }, 'optimizer.learningRate', 'Learning rate must be greater than 0.'],
    [{ seed: '-1' }, 'seed', 'Seed must be at least 0.'],
    [{ 'optimizer.weightDecay': 'x' }, 'optimizer.weightDecay', 'Weight decay must be a number.'],
    [{ 'optimizer.clipNorm': '0' }, 'optimizer.clipNorm', 'Gradient limit must be greater than 0.'],
    [{ 'schedule.warmupEpochs': '-1' }, 'schedule.warmupEpochs', 'Warm-up must be at least 0.'],
    [{ labelSmoothing: '1' }, 'labelSmoothing', 'Label smoothing must be less than 1.'],
    [{ microBatchSize: '0' }, 'microBatchSize', 'Images at once must be at least 1.'],
    [{ 'augmentation.cropPadding': '2.5' }, 'augmentation.cropPadding', 'Random shift must be a whole number of pixels.'],
    [{ 'augmentation.cutout': '65' }, 'augmentation.cutout', 'Cutout must be at most 64 pixels.'],
    [{ checkpointMinutes: '0' }, 'checkpointMinutes', 'Checkpoints must be greater than 0.'],
    [{ 'dataset.limitTrain': '60001' }, 'dataset.limitTrain', 'Train on first is too large. There are 60,000 images.'],
    [{ 'dataset.limitTest': '0' }, 'dataset.limitTest', 'Test on first must be at least 1.'],
  ] as const)('%j is wrong at the field', (changes, field, message) => {
    const { spec, faults } = read(changes)
    expect(spec).toBeNull()
    expect(faults).toEqual({ [field]: message })
  })

  it('tells every fault at once', () => {
    expect(Object.keys(read({ batchSize: '', epochs: '', 'optimizer.learningRate': 'x' }).faults)).toEqual(['optimizer.learningRate', 'batchSize', 'epochs'])
  })

  it('names the first one from the top of the form', () => {
    expect(firstFault(read({ 'optimizer.learningRate': 'x', epochs: '', 'dataset.limitTrain': '0', 'optimizer.momentum': 'x' }).faults)).toEqual({ path: 'epochs', message: 'Epochs must be a whole number.' })
    expect(firstFault(read({ checkpointMinutes: '-1', 'dataset.limitTrain': '0' }).faults)?.path).toBe('dataset.limitTrain')
    expect(firstFault({})).toBeNull()
  })

  it('wants float32 where mixed precision gains nothing', () => {
    const draft = { ...draftOf(defaultSpec('lenet')), precision: 'mixed', device: 'cpu' } as const
    expect(readDraft(draft, null).faults).toEqual({ precision: 'Precision must be float32 on this device; only CUDA gains by mixed precision.' })
    expect(readDraft({ ...draft, device: 'auto' }, null).faults).toEqual({})
  })

  it('does not mind the dropout of a network that has none', () => {
    expect(read({ 'network.dropout': 'nonsense' }, 'resnet-8').spec?.network).toMatchObject({ dropout: 0 })
    expect(read({ 'network.dropout': 'nonsense' }, 'alexnet').faults).toEqual({ 'network.dropout': 'Dropout must be a number.' })
  })
})

describe('faults', () => {
  it('of a wrong choice hide none of the others', () => {
    const { faults } = read({ 'optimizer.name': 'adam', 'optimizer.weightDecay': '-1', epochs: '0', 'dataset.limitTrain': '60001' })
    expect(Object.keys(faults).sort()).toEqual(['dataset.limitTrain', 'epochs', 'optimizer.name', 'optimizer.weightDecay'])
  })

  it('name their field', () => {
    const wrong = { batchSize: 'x', seed: '-1', 'dataset.limitTest': '10001', 'augmentation.cutout': '99' } as const
    const { faults } = read(wrong)
    expect(Object.keys(faults).sort()).toEqual(Object.keys(wrong).sort())
    for (const path of Object.keys(wrong) as (keyof typeof wrong)[]) expect(faults[path]?.startsWith(settings[path].label)).toBe(true)
  })
})

describe('changed settings', () => {
  const preset = draftOf(defaultSpec('lenet'))

  it('are those that say something else, however it is written, but for the device', () => {
    expect(changedSettings({ ...preset, device: 'cpu', batchSize: ' 128 ', 'optimizer.learningRate': '1e-1' }, preset)).toEqual([])
    expect(changedSettings({ ...preset, batchSize: '64', 'augmentation.flip': '0.5', 'dataset.limitTrain': 'many' }, preset)).toEqual(['batchSize', 'dataset.limitTrain', 'augmentation.flip'])
  })

  it('are also those that the preset does not have, but none that the form does not show', () => {
    const adamw = draftOf({ ...defaultSpec('lenet'), optimizer: defaultOptimizer('adamw', 0.1) })
    expect(changedSettings(adamw, preset)).toEqual(['optimizer.name', 'optimizer.beta1', 'optimizer.beta2', 'optimizer.epsilon'])
    expect(changedSettings(preset, adamw)).toEqual(['optimizer.name'])
  })
})

describe('sameSpec', () => {
  it('does not depend on the order of fields', () => {
    const spec = defaultSpec('lenet')
    expect(sameSpec(spec, { ...Object.fromEntries(Object.entries(spec).reverse()) } as typeof spec)).toBe(true)
    expect(sameSpec(spec, { ...spec, seed: 1 })).toBe(false)
  })
})
