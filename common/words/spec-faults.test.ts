// Wrong settings in sentences: no word of the validator, every field by its name.
import { defaultSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { specFaults } from './spec-faults'

const spec = defaultSpec('lenet')

it.each([
  [spec, ''],
  [null, 'it must be an object.'],
  [[spec], 'it must be an object.'],
  [{}, 'version, network, dataset, preprocessing, optimizer, batchSize, epochs, seed, device are missing.'],
  [{ ...spec, seed: undefined }, 'seed is missing.'],
  [{ ...spec, version: 4 }, 'version must be 3.'],
  [{ ...spec, batchSize: -1, colour: 'red' }, 'batchSize must be at least 1; there is no setting colour.'],
  [{ ...spec, dataset: 'fashion-mnist' }, 'dataset must be an object.'],
  [{ ...spec, optimizer: { ...spec.optimizer, learningRate: 'fast', speed: 1 } }, 'optimizer.learningRate must be a number; there is no setting optimizer.speed.'],
  [{ ...spec, optimizer: { name: 'adam' } }, 'optimizer.name must be one of sgd, momentum, nesterov, adamw. Did you mean adamw?'],
  [{ ...spec, optimizer: {} }, 'optimizer.name is missing.'],
  // A wrong choice hides nothing of what else is wrong.
  [
    { ...spec, batchSize: 0, optimizer: { name: 'adam', learningRate: -1 }, schedule: { name: 'linear', factor: 2 }, precision: 'mixed', device: 'cpu' },
    'optimizer.name must be one of sgd, momentum, nesterov, adamw; schedule.name must be one of constant, step, exponential, cosine, one-cycle; ' +
      'batchSize must be at least 1; precision must be float32 on this device; only CUDA gains by mixed precision; ' +
      'optimizer.learningRate must be greater than 0; schedule.factor must be less than 1. Did you mean adamw?',
  ],
  [{ ...spec, network: { kind: 'zo', dropout: 2 } }, 'network.kind must be one of zoo, layers, file; network.dropout must be at most 0.95. Did you mean zoo?'],
  [{ ...spec, network: { ...spec.network, tab: 'jax' } }, 'LeNet has no choice of tab.'],
  [{ ...spec, network: { kind: 'file', initializer: 'xavier-uniform' } }, 'network.file is missing.'],
  [{ ...spec, network: { kind: 'file', initializer: 'xavier-uniform', file: { name: '', sha256: 'x', weights: 'keep' } } }, 'network.file.name must not be empty; network.file.sha256 is not valid.'],
  [{ ...spec, device: 'gpu' }, 'device must be one of auto, cpu, webgpu, cuda. Did you mean webgpu?'],
  [{ ...spec, augmentation: { flip: 3, cropPadding: 0, cutout: 0 } }, 'augmentation.flip must be at most 1.'],
  [{ ...spec, epochs: 1.5 }, 'epochs must be a whole number.'],
])('%j', (value, sentence) => {
  expect(specFaults(value)).toBe(sentence)
})

it('names fields as it is told to', () => {
  expect(specFaults({ ...spec, epochs: 0 }, (field) => `--${field}`)).toBe('--epochs must be at least 1.')
})
