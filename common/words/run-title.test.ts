// Titles name a preset that stands as it is, else the network and what was changed.
import { describe, expect, it } from 'vitest'
import { presets } from '@contract/training/presets'
import { defaultSpec, fileSpec, square } from '@contract/training/run-spec'
import { differences, runTitle, titleOf } from './run-title'

const relu = defaultSpec('lenet-relu')
const lenet = defaultSpec('lenet')

describe('the title of a run without a name', () => {
  it.each(presets)("is the preset's own where nothing but the device was changed: $title", ({ title, spec }) => {
    expect(titleOf({ ...spec, device: 'cpu' })).toBe(title)
  })

  it('tells what was changed', () => {
    const changed = { ...relu, epochs: 1, dataset: { ...relu.dataset, limitTrain: 6400 }, seed: 3 }
    expect(titleOf(changed)).toBe('LeNet with ReLU, 1 epoch, seed 3')
    const layers = { ...relu, network: { ...relu.network, activation: 'tanh' as const, dropout: 0.2 }, preprocessing: square(32) }
    expect(titleOf(layers)).toBe('LeNet with ReLU, tanh, images of 32×32, dropout 0.2')
  })

  it("leaves a preset's name where any of its settings is another", () => {
    const fast = { ...lenet, optimizer: { ...lenet.optimizer, learningRate: 0.9 }, batchSize: 256, epochs: 3 }
    expect(titleOf(fast)).toBe('LeNet, batch size 256, 3 epochs, learning rate 0.9')
    const alexnet = { ...defaultSpec('alexnet'), dataset: { ...relu.dataset, limitTrain: 2560, limitTest: 512 }, batchSize: 32, epochs: 3 }
    expect(titleOf(alexnet)).toBe('AlexNet, batch size 32, 3 epochs')
    expect(titleOf({ ...lenet, batchSize: 64 })).toBe('LeNet, batch size 64')
  })

  it("begins with a file's name", () => {
    const file = fileSpec({ name: 'mine.onnx', sha256: 'a'.repeat(64), weights: 'keep' }, square(64))
    expect(titleOf(file)).toBe('mine.onnx')
    expect(titleOf({ ...file, epochs: 2 })).toBe('mine.onnx, 2 epochs')
  })

  it('fits what the lab accepts', () => {
    const file = { name: 'x'.repeat(195), sha256: 'a'.repeat(64), weights: 'keep' as const }
    expect(titleOf({ ...fileSpec(file, square(28)), batchSize: 4096 })).toHaveLength(200)
  })
})

it("another network's own image size is no difference", () => {
  expect(differences(defaultSpec('alexnet'), relu)).not.toContainEqual(expect.stringContaining('images of'))
})

describe('the title by a preset', () => {
  const [preset] = presets
  if (!preset) throw new Error('no presets')

  it('names what was changed', () => {
    const { spec } = preset
    const changed = { ...spec, epochs: 1, dataset: { ...spec.dataset, limitTrain: 6400 }, device: 'cpu' as const }
    expect(runTitle(changed, preset)).toBe('LeNet with ReLU, 1 epoch')
    expect(differences(spec, spec)).toEqual([])
  })

  it('names first weights that are drawn otherwise, with their factor', () => {
    const { spec } = preset
    const drawn = (changes: object) => runTitle({ ...spec, network: { ...spec.network, ...changes } }, preset)
    expect(drawn({ initializerScale: 0.01 })).toBe('LeNet with ReLU, Xavier initialisation × 0.01')
    expect(drawn({ initializer: 'kaiming-normal', initializerScale: 10 })).toBe('LeNet with ReLU, He initialisation × 10')
    expect(drawn({ initializer: 'zeros', initializerScale: 10 })).toBe('LeNet with ReLU, Zero initialisation')
  })

  it('fits what the lab accepts', () => {
    const spec = { ...defaultSpec('alexnet'), seed: 4_294_967_295, batchSize: 4096, epochs: 1000 }
    expect(runTitle(spec, { title: 'x'.repeat(190), spec: preset.spec }).length).toBeLessThanOrEqual(200)
  })

  it('names the layers that were chosen', () => {
    const { spec } = preset
    const network = { ...spec.network, activation: 'tanh', pooling: 'average', dropout: 0.2 } as const
    expect(differences({ ...spec, network }, spec)).toEqual(['tanh', 'average pooling', 'dropout 0.2'])
    expect(differences(defaultSpec('resnet-8'), spec)).toContain('ResNet-8')
  })
})
