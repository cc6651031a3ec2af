// Specs from flags: every flag reaches its field, and whatever is wrong is named by its flag.
import { activationNames, bookTabs, kernelNames, modelInfo, models, poolingNames } from '@contract/models/zoo'
import { initializerNames } from '@contract/models/initializers'
import { lossNames } from '@contract/training/loss'
import { defaultOptimizer } from '@contract/training/optimizer'
import { presets } from '@contract/training/presets'
import { defaultSpec, plainPreprocessing, specVersion, square, wholeDataset } from '@contract/training/run-spec'
import { defaultSchedule } from '@contract/training/schedule'
import fc from 'fast-check'
import { noAugmentation } from '@contract/data/augmentation'
import { balanceNames, duplicateNames, normalizationNames, resizeNames, validationNames } from '@contract/training/settings/data-settings'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../lab/testing/samples'
import { specFromFlags, type SpecFlags } from './spec-from-flags'
import { UsageError } from './usage-error'

/** What `specFromFlags` throws; null where it takes the flags. */
function refusalOf(flags: SpecFlags): unknown {
  try {
    specFromFlags(flags)
    return null
  } catch (error) {
    return error
  }
}

const modelName = fc.constantFrom(...models.map(({ name }) => name))

it('starts from lenet-relu, a preset, a network, or a file', () => {
  const folder = temporaryFolder()
  expect(specFromFlags({})).toEqual(defaultSpec('lenet-relu'))
  for (const preset of presets) expect(specFromFlags({ preset: preset.name })).toEqual(preset.spec)
  for (const { name } of models) expect(specFromFlags({ model: name })).toEqual(defaultSpec(name))
  const spec = { ...defaultSpec('alexnet'), epochs: 7 }
  writeFileSync(join(folder, 'spec.json'), JSON.stringify(spec))
  expect(specFromFlags({ spec: join(folder, 'spec.json') })).toEqual(spec)
  expect(specFromFlags({ spec: join(folder, 'spec.json'), epochs: '8' })).toEqual({ ...spec, epochs: 8 })
})

it('another network on a preset brings its own input size and layers, and keeps how to train', () => {
  const quick = specFromFlags({ preset: 'alexnet-quick' })
  const { network, preprocessing } = defaultSpec('lenet-relu')
  expect(specFromFlags({ preset: 'alexnet-quick', model: 'lenet-relu' })).toEqual({ ...quick, network, preprocessing })
})

it('every flag reaches its field, whatever the values', () => {
  const count = fc.integer({ min: 1, max: 1000 })
  fc.assert(
    fc.property(
      fc.record({
        model: modelName,
        initializer: fc.constantFrom(...initializerNames),
        initializerScale: fc.double({ min: 1e-6, max: 10_000, noNaN: true }),
        size: fc.integer({ min: 1, max: 512 }),
        epochs: count,
        batchSize: count,
        microBatchSize: count,
        loss: fc.constantFrom(...lossNames),
        labelSmoothing: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.99, noNaN: true })),
        lr: fc.double({ min: 1e-9, max: 100, noNaN: true }),
        seed: fc.nat(0xffff_ffff),
        device: fc.constantFrom('auto', 'cpu', 'webgpu', 'cuda'),
        cropPadding: fc.nat(64),
        cutout: fc.nat(64),
        limitTrain: count,
        limitTest: count,
        validation: fc.constantFrom(...validationNames),
        duplicates: fc.constantFrom(...duplicateNames),
        balance: fc.constantFrom(...balanceNames),
        resize: fc.constantFrom(...resizeNames),
        normalization: fc.constantFrom(...normalizationNames),
        rotation: fc.integer({ min: 0, max: 180 }),
        mixup: fc.constantFrom(0, 0.2),
        convolution: fc.constantFrom('fast', 'direct'),
        plan: fc.constantFrom('measured', 'default'),
        precision: fc.constantFrom('float32', 'mixed'),
        telemetry: fc.nat(1_000_000),
        checkpointMinutes: fc.double({ min: 1e-9, max: 1440, noNaN: true }),
      }),
      fc.double({ min: 0, max: 0.95, noNaN: true }),
      fc.boolean(),
      fc.record({ activation: fc.constantFrom(...activationNames), pooling: fc.constantFrom(...poolingNames), tab: fc.constantFrom(...bookTabs), kernel: fc.constantFrom(...kernelNames) }),
      fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 1, maxLength: 4 }),
      (values, rate, flip, layers, mean) => {
        fc.pre(values.loss === 'cross-entropy' || values.labelSmoothing === 0)
        fc.pre(values.precision === 'float32' || values.device === 'auto' || values.device === 'cuda')
        const { choices } = modelInfo(values.model)
        const dropout = choices.dropout === undefined ? 0 : rate
        const chosen = Object.fromEntries(Object.entries(layers).filter(([name]) => name in choices))
        const flags = Object.fromEntries(Object.entries({ ...values, ...chosen, dropout }).map(([flag, value]) => [flag, String(value)]))
        const own = values.normalization === 'own'
        expect(specFromFlags({ ...flags, flip, ...(own && { mean: mean.join(', ') }), dataset: 'fashion-mnist' })).toEqual({
          version: specVersion,
          network: { kind: 'zoo', model: values.model, initializer: values.initializer, initializerScale: values.initializerScale, dropout, activation: null, pooling: null, tab: null, kernel: null, ...chosen },
          dataset: { ...wholeDataset('fashion-mnist'), limitTrain: values.limitTrain, limitTest: values.limitTest, validation: values.validation, duplicates: values.duplicates, balance: values.balance },
          preprocessing: { ...square(values.size), resize: values.resize, normalization: values.normalization, ...(own && { mean }) },
          augmentation: { ...noAugmentation, flip: flip ? 0.5 : 0, cropPadding: values.cropPadding, rotation: values.rotation, mixup: values.mixup, cutout: values.cutout },
          optimizer: defaultOptimizer('sgd', values.lr),
          schedule: defaultSchedule('constant'),
          loss: values.loss,
          labelSmoothing: values.labelSmoothing,
          batchSize: values.batchSize,
          microBatchSize: values.microBatchSize,
          epochs: values.epochs,
          patience: null,
          seed: values.seed,
          device: values.device,
          convolution: values.convolution,
          plan: values.plan,
          precision: values.precision,
          telemetrySteps: values.telemetry === 0 ? null : values.telemetry,
          checkpointMinutes: values.checkpointMinutes,
        })
      },
    ),
  )
})

it.each([
  ['40x32', plainPreprocessing({ height: 40, width: 32 })],
  ['40×32', plainPreprocessing({ height: 40, width: 32 })],
  ['64', square(64)],
])('the size %s is height and width, or the edge of a square', (size, preprocessing) => {
  expect(specFromFlags({ size }).preprocessing).toEqual(preprocessing)
})

it.each(['40x', '40x32x3', 'x', '40x0', '0x28'])('the size %s is refused', (size) => {
  expect(() => specFromFlags({ size })).toThrow('--size')
})

it('any text for any flag is taken, or refused by a usage error that names the flag', () => {
  const flags = {
    model: 'network',
    preset: 'preset',
    initializer: '--initializer',
    size: '--size',
    epochs: '--epochs',
    batchSize: '--batch-size',
    lr: '--lr',
    optimizer: '--optimizer',
    momentum: '--momentum',
    weightDecay: '--weight-decay',
    clipNorm: '--clip-norm',
    beta1: '--beta1',
    schedule: '--schedule',
    warmup: '--warmup',
    stepEpochs: '--step-epochs',
    loss: '--loss',
    labelSmoothing: '--label-smoothing',
    microBatchSize: '--micro-batch-size',
    dropout: '--dropout',
    activation: '--activation',
    pooling: '--pooling',
    tab: '--tab',
    kernel: '--kernel',
    seed: '--seed',
    device: '--device',
    limitTrain: '--limit-train',
    limitTest: '--limit-test',
    dataset: '--dataset',
    cropPadding: '--crop-padding',
    cutout: '--cutout',
    convolution: '--convolution',
    plan: '--plan',
    precision: '--precision',
    checkpointMinutes: '--checkpoint-minutes',
  }
  const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.constantFrom('', ' ', '1e400', '0x10', 'NaN', '-1', '1_000'))
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(flags) as (keyof typeof flags)[])), text, (flag, value) => {
      const refusal = refusalOf({ [flag]: value })
      if (refusal === null) return
      expect(refusal).toBeInstanceOf(UsageError)
      expect((refusal as UsageError).message).toContain(flags[flag])
    }),
    { numRuns: 500 },
  )
})

describe('optimizers and schedules', () => {
  it('take their flags, and keep of another one what it has too', () => {
    const adamw = specFromFlags({ optimizer: 'adamw', lr: '0.002', weightDecay: '0.05', beta2: '0.99', clipNorm: '1' })
    expect(adamw.optimizer).toEqual({
      ...{ name: 'adamw', learningRate: 0.002, weightDecay: 0.05, decayBiases: false, clipNorm: 1, clipValue: null },
      ...{ beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
    })
    const file = join(temporaryFolder(), 'adamw.json')
    writeFileSync(file, JSON.stringify(adamw))
    expect(specFromFlags({ spec: file, optimizer: 'nesterov', momentum: '0.8', clipNorm: '0', decayBiases: true }).optimizer).toEqual({
      ...{ name: 'nesterov', learningRate: 0.1, momentum: 0.8 },
      ...{ weightDecay: 0.05, decayBiases: true, clipNorm: null, clipValue: null, decoupledDecay: false },
    })
    expect(specFromFlags({ schedule: 'one-cycle', warmup: '0.5', riseShare: '0.4', lowMomentum: '0.85' }).schedule).toEqual({
      ...{ name: 'one-cycle', warmupEpochs: 0.5, riseShare: 0.4 },
      ...{ startDivisor: 25, finalDivisor: 1e4, lowMomentum: 0.85 },
    })
  })

  it('get usual learning rates where their kind changes, and keep a given one', () => {
    expect(specFromFlags({ optimizer: 'adamw' }).optimizer.learningRate).toBe(0.001)
    expect(specFromFlags({ optimizer: 'nesterov' }).optimizer.learningRate).toBe(0.1)
    expect(specFromFlags({ optimizer: 'adamw', lr: '0.3' }).optimizer.learningRate).toBe(0.3)
  })

  it('a momentum makes plain SGD one with momentum', () => {
    for (const flags of [{ momentum: '0.8' }, { optimizer: 'sgd', momentum: '0.8' }]) {
      expect(specFromFlags(flags).optimizer).toMatchObject({ name: 'momentum', momentum: 0.8, learningRate: 0.1 })
    }
  })

  it('a micro-batch size of 0 means whole batches', () => {
    expect(specFromFlags({ microBatchSize: '16' }).microBatchSize).toBe(16)
    expect(specFromFlags({ microBatchSize: '0' }).microBatchSize).toBeNull()
  })
})

describe('bad usage', () => {
  it.each([
    [{ preset: 'lenet-book', spec: 'x.json' }, 'either --preset or --spec'],
    [{ preset: 'vgg' }, 'There is no preset vgg. Presets: lenet-relu'],
    [{ preset: 'lenet-rlu' }, 'There is no preset lenet-rlu. Did you mean lenet-relu? Presets: lenet-relu'],
    [{ model: 'alexnt' }, 'There is no network alexnt. Did you mean alexnet? Networks: lenet'],
    [{ spec: 'does-not-exist.json' }, '--spec does-not-exist.json cannot be read: there is no such file or folder. Check its name and folder.'],
    [{ optimizer: 'adam' }, '--optimizer must be one of sgd, momentum, nesterov, adamw. Did you mean adamw?'],
    [{ optimizer: 'adamw', momentum: '0.9' }, '--momentum means nothing with --optimizer adamw'],
    [{ momentum: '1' }, '--momentum must be less than 1'],
    [{ weightDecay: '-1' }, '--weight-decay must be at least 0'],
    [{ patience: '1.5' }, '--patience must be a whole number'],
    [{ clipNorm: '-1' }, '--clip-norm must be greater than 0'],
    [{ clipValue: '-1' }, '--clip-value must be greater than 0'],
    [{ beta1: '0.9' }, '--beta1 means nothing with --optimizer sgd'],
    [{ schedule: 'linear' }, '--schedule must be one of constant, step, exponential, cosine, one-cycle'],
    [{ stepEpochs: '2' }, '--step-epochs means nothing with --schedule constant'],
    [{ schedule: 'step', stepEpochs: '0' }, '--step-epochs must be greater than 0'],
    [{ labelSmoothing: '0.1', loss: 'squared-hinge' }, '--label-smoothing must be 0 with the squared hinge'],
    [{ labelSmoothing: '1' }, '--label-smoothing must be less than 1'],
    [{ microBatchSize: '-1' }, '--micro-batch-size must be at least 1'],
    [{ batchSize: '0' }, '--batch-size must be at least 1'],
    [{ batchSize: '1.5' }, '--batch-size must be a whole number'],
    [{ lr: 'fast' }, '--lr takes a number, not "fast"'],
    [{ lr: '' }, '--lr takes a number, not ""'],
    [{ lr: '0' }, '--lr must be greater than 0'],
    [{ dropout: '0.5', model: 'resnet-8' }, 'ResNet-8 has no dropout layers'],
    [{ activation: 'swish' }, '--activation must be one of sigmoid, tanh, relu'],
    [{ pooling: 'max', model: 'alexnet' }, 'AlexNet has no choice of pooling.'],
    [{ tab: 'keras', model: 'alexnet' }, '--tab must be one of pytorch, jax, mxnet, tensorflow'],
    [{ dropout: '1', model: 'alexnet' }, '--dropout must be at most 0.95'],
    [{ device: 'gpu' }, '--device must be one of auto, cpu, webgpu, cuda. Did you mean webgpu?'],
    [{ epochs: '1e99' }, '--epochs must be'],
  ])('%o: %s', (flags, message) => {
    expect(() => specFromFlags(flags)).toThrow(UsageError)
    expect(() => specFromFlags(flags)).toThrow(message)
  })

  it('tells everything that is wrong at once, each by its flag', () => {
    const flags = { lr: 'fast', optimizer: 'adam', schedule: 'step', decayFactor: '2', beta1: '7', epochs: '0', riseShare: '0.1', size: '0' }
    expect(() => specFromFlags(flags)).toThrow(
      '--lr takes a number, not "fast". --rise-share means nothing with --schedule step. --size must be at least 1; ' +
        '--optimizer must be one of sgd, momentum, nesterov, adamw; --decay-factor must be less than 1; --epochs must be at least 1; ' +
        '--beta1 must be less than 1. Did you mean adamw?',
    )
  })

  it.each([
    ['{', 'is not valid JSON. `cnn-lab presets --json` shows'],
    ['[]', 'does not hold the settings of a run: it must be an object. `cnn-lab presets --json` shows'],
    [JSON.stringify({ ...defaultSpec('lenet'), batchSize: -1, colour: 'red' }), 'run: batchSize must be at least 1; there is no setting colour. `cnn-lab presets'],
  ])('says what is wrong with the file %s', (text, message) => {
    const path = join(temporaryFolder(), 'spec.json')
    writeFileSync(path, text)
    expect(() => specFromFlags({ spec: path })).toThrow(UsageError)
    expect(() => specFromFlags({ spec: path })).toThrow(message)
  })
})
