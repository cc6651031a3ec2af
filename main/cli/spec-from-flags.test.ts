// Specs from flags: every flag reaches its field, and whatever is wrong is named by its flag.
import { activationNames, bookTabs, initializerNames, modelInfo, models, poolingNames } from '@contract/networks'
import { presets } from '@contract/presets'
import { defaultSpec, runSpecSchema } from '@contract/run-spec'
import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../lab/testing/samples'
import { specFromFlags } from './spec-from-flags'
import { UsageError } from './usage-error'

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
        size: fc.integer({ min: 1, max: 512 }),
        epochs: count,
        batchSize: count,
        lr: fc.double({ min: 1e-9, max: 100, noNaN: true }),
        seed: fc.nat(0xffff_ffff),
        device: fc.constantFrom('auto', 'cpu', 'webgpu', 'cuda'),
        cropPadding: fc.nat(64),
        cutout: fc.nat(64),
        limitTrain: count,
        limitTest: count,
        checkpointMinutes: fc.double({ min: 1e-9, max: 1440, noNaN: true }),
      }),
      fc.double({ min: 0, max: 0.95, noNaN: true }),
      fc.boolean(),
      fc.record({ activation: fc.constantFrom(...activationNames), pooling: fc.constantFrom(...poolingNames), tab: fc.constantFrom(...bookTabs) }),
      (values, rate, flip, layers) => {
        const { choices } = modelInfo(values.model)
        const dropout = choices.dropout === undefined ? 0 : rate
        const chosen = Object.fromEntries(Object.entries(layers).filter(([name]) => name in choices))
        const flags = Object.fromEntries(Object.entries({ ...values, ...chosen, dropout }).map(([flag, value]) => [flag, String(value)]))
        expect(specFromFlags({ ...flags, flip, optimizer: 'sgd', dataset: 'fashion-mnist' })).toEqual({
          version: 1,
          network: { model: values.model, initializer: values.initializer, dropout, activation: null, pooling: null, tab: null, ...chosen },
          dataset: { name: 'fashion-mnist', limitTrain: values.limitTrain, limitTest: values.limitTest },
          preprocessing: { size: values.size },
          augmentation: { flip, cropPadding: values.cropPadding, cutout: values.cutout },
          optimizer: { name: 'sgd', learningRate: values.lr },
          batchSize: values.batchSize,
          epochs: values.epochs,
          seed: values.seed,
          device: values.device,
          checkpointMinutes: values.checkpointMinutes,
        })
      },
    ),
  )
})

it('any text for any flag gives a valid spec or a usage error that names the flag', () => {
  const flags = {
    model: 'network',
    preset: 'preset',
    initializer: '--initializer',
    size: '--size',
    epochs: '--epochs',
    batchSize: '--batch-size',
    lr: '--lr',
    optimizer: '--optimizer',
    dropout: '--dropout',
    activation: '--activation',
    pooling: '--pooling',
    tab: '--tab',
    seed: '--seed',
    device: '--device',
    limitTrain: '--limit-train',
    limitTest: '--limit-test',
    dataset: '--dataset',
    cropPadding: '--crop-padding',
    cutout: '--cutout',
    checkpointMinutes: '--checkpoint-minutes',
  }
  const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.constantFrom('', ' ', '1e400', '0x10', 'NaN', '-1', '1_000'))
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(flags) as (keyof typeof flags)[])), text, (flag, value) => {
      try {
        expect(runSpecSchema.safeParse(specFromFlags({ [flag]: value })).success).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError)
        expect((error as UsageError).message).toContain(flags[flag])
      }
    }),
    { numRuns: 500 },
  )
})

describe('bad usage', () => {
  it.each([
    [{ preset: 'lenet-book', spec: 'x.json' }, 'either --preset or --spec'],
    [{ preset: 'resnet' }, 'no preset resnet. Presets: lenet-relu'],
    [{ model: 'resnet' }, 'no network resnet. Networks: lenet'],
    [{ spec: 'does-not-exist.json' }, '--spec does-not-exist.json cannot be used'],
    [{ weightDecay: '0.1' }, '--weight-decay is not there yet'],
    [{ optimizer: 'adam' }, '--optimizer must be one of sgd'],
    [{ batchSize: '0' }, '--batch-size must be at least 1'],
    [{ batchSize: '1.5' }, '--batch-size must be a whole number'],
    [{ lr: 'fast' }, '--lr takes a number, not "fast"'],
    [{ lr: '' }, '--lr takes a number, not ""'],
    [{ lr: '0' }, '--lr must be greater than 0'],
    [{ dropout: '0.5', model: 'resnet-8' }, 'ResNet-8 has no dropout layers'],
    [{ activation: 'swish' }, '--activation must be one of sigmoid, tanh, relu'],
    [{ pooling: 'max', model: 'alexnet' }, '--pooling is no choice that AlexNet leaves'],
    [{ tab: 'keras', model: 'alexnet' }, '--tab must be one of pytorch, jax, mxnet, tensorflow'],
    [{ dropout: '1', model: 'alexnet' }, '--dropout must be at most 0.95'],
    [{ device: 'tpu' }, '--device must be one of auto, cpu, webgpu, cuda'],
    [{ epochs: '1e99' }, '--epochs must be'],
  ])('%o: %s', (flags, message) => {
    expect(() => specFromFlags(flags)).toThrow(UsageError)
    expect(() => specFromFlags(flags)).toThrow(message)
  })

  it('names the fields of a file that is no spec', () => {
    const path = join(temporaryFolder(), 'spec.json')
    writeFileSync(path, JSON.stringify({ ...defaultSpec('lenet'), batchSize: -1, colour: 'red' }))
    expect(() => specFromFlags({ spec: path })).toThrow('batchSize: must be at least 1')
  })
})
