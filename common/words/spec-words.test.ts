// How steps are taken, in words: everything beyond plain SGD is named.
import { expect, it } from 'vitest'
import { defaultOptimizer, type OptimizerSettings } from '@contract/training/optimizer'
import { defaultSpec, parseRunSpec, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule } from '@contract/training/schedule'
import { stepWords } from './spec-words'

const wordsOf = (changes: Partial<RunSpec>): string => stepWords({ ...defaultSpec('lenet'), ...changes }).join(', ')

it.each<[OptimizerSettings, string]>([
  [defaultOptimizer('sgd', 0.1), ''],
  [{ ...defaultOptimizer('sgd', 0.1), weightDecay: 1e-4, decayBiases: true }, 'weight decay 0.0001 (biases too)'],
  [defaultOptimizer('momentum', 0.1), 'momentum 0.9'],
  [{ ...defaultOptimizer('nesterov', 0.1), weightDecay: 5e-4, clipNorm: 2 }, 'Nesterov momentum 0.9, weight decay 0.0005, gradients clipped at 2'],
  [{ ...defaultOptimizer('sgd', 0.1), clipNorm: 2, clipValue: 0.5 }, 'gradients clipped at 2, elements of gradients clipped at 0.5'],
  [defaultOptimizer('adamw', 0.001), 'AdamW'],
])('%o', (optimizer, words) => {
  expect(wordsOf({ optimizer })).toBe(words)
})

it('tells the schedule, label smoothing and micro-batches', () => {
  expect(wordsOf({ schedule: { ...defaultSchedule('cosine'), warmupEpochs: 1 }, labelSmoothing: 0.1, microBatchSize: 16 })).toBe(
    'cosine schedule, 1 epoch of warm-up, label smoothing 0.1, 16 images at once',
  )
  expect(wordsOf({ patience: 3 })).toBe('stops after 3 epochs without a lower test loss')
  expect(wordsOf({ schedule: defaultSchedule('step') })).toBe('rate times 0.1 every 3 epochs')
  expect(wordsOf({ schedule: defaultSchedule('one-cycle') })).toBe('one-cycle schedule')
})

it('a spec that was stored before there were schedules still reads, as plain descent at a constant rate', () => {
  const { version, network, dataset, preprocessing, batchSize, epochs, seed, device } = defaultSpec('lenet')
  const stored = { version, network, dataset, preprocessing, batchSize, epochs, seed, device, optimizer: { name: 'sgd', learningRate: 0.1 } }
  // It was trained by the built-in ways, too.
  expect(parseRunSpec(stored)).toEqual({ ...defaultSpec('lenet'), plan: 'default' })
})
