// The conclusion of a run says what was done and what the result means, and nothing beyond.
import type { RunRecord, TestedEpoch } from '@contract/runs/run-record'
import { epochResult, runRecord, validatedEpoch } from '@contract/testing/sample-runs'
import { defaultSpec, fileSpec, square, type RunSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { pageFormats } from '../words/format'
import { plainFormats } from '../words/plain-format'
import { conclusion } from './conclusion'

const dataset = { classes: Array.from({ length: 10 }, String), trainImages: 60_000, validationImages: 0, testImages: 10_000 }
const spec = defaultSpec('lenet-relu')
const book = "The book's LeNet (sigmoid, learning rate 0.1) reached 72.8 % in 10 epochs"

function run(epochs: number, last: Partial<TestedEpoch>, changes: Partial<RunRecord> = {}): RunRecord {
  const results = Array.from({ length: epochs }, (_, index) => ({ ...epochResult(index + 1), ...(index === epochs - 1 ? last : {}) }))
  return runRecord({ status: 'completed', elapsedSeconds: 52, epochs: results, testAccuracy: results.at(-1)?.testAccuracy ?? null, spec, ...changes })
}

const words = (record: RunRecord) => conclusion(record, dataset, plainFormats)

it('sets the result beside the published one', () => {
  const good = run(10, { testAccuracy: 0.8712 })
  expect(words(good)).toBe(`LeNet with ReLU reached 87.1 % on the 10,000 test images after 10 epochs and 52 s. ${book}.`)
  expect(conclusion(good, dataset, pageFormats)).toContain('reached 87.1\u00a0% on')
})

it("names layers that are not the network's own, and compares with nothing where nothing was published", () => {
  const network = { ...spec.network, activation: 'tanh' as const }
  expect(words(run(1, {}, { spec: { ...spec, network } }))).toContain('LeNet with ReLU (tanh) reached')
  expect(words(run(10, {}, { spec: defaultSpec('resnet-8') }))).toBe('ResNet-8 reached 80.0 % on the 10,000 test images after 10 epochs and 52 s.')
})

it('says where a run saw only a part of the images, or has ended early', () => {
  const part: RunSpec = { ...spec, epochs: 3, dataset: { ...spec.dataset, limitTrain: 1000, limitTest: 500 } }
  expect(words(run(2, { testAccuracy: 0.7, trainAccuracy: 0.7 }, { spec: part, status: 'stopped' }))).toBe(
    'LeNet with ReLU stood at 70.0 % on the first 500 of 10,000 test images after epoch 2 of 3 and 52 s, trained on the first 1,000 of 60,000 images. ' +
      `${book} on all 60,000 images.`,
  )
})

it("says of a file's network that it did not begin anew, unless its weights were drawn", () => {
  const file = (weights: 'keep' | 'redraw') => words(run(1, {}, { spec: fileSpec({ name: 'mine.onnx', sha256: 'a'.repeat(64), weights }, square(28)) }))
  expect(file('keep')).toContain('and 52 s. It began with the weights in its file, which may have been trained before.')
  expect(file('redraw')).not.toContain('trained before')
})

it('takes a limit beyond the set for all of it', () => {
  const beyond = { ...spec, dataset: { ...spec.dataset, limitTrain: 70_000, limitTest: 10_000 } }
  expect(words(run(10, {}, { spec: beyond }))).toBe(words(run(10, {})))
})

it('claims no result where there is none', () => {
  expect(words(run(0, {}, { status: 'interrupted', elapsedSeconds: 3 }))).toBe('LeNet with ReLU trained for 3.0 s and was not tested: its first epoch did not end.')
  expect(words(run(0, {}, { status: 'stopped', elapsedSeconds: 0 }))).toBe('LeNet with ReLU ended before its first step.')
})

it('says of a run that learnt nothing that guessing is as good, and why', () => {
  expect(words(run(1, { testAccuracy: 0.1, trainLoss: 2.3, testLoss: 2.3 }))).toContain('52 s. That is no better than guessing (10 %). The')
  expect(words(run(1, { testAccuracy: 0.088, trainLoss: 900 }))).toContain('52 s. That is no better than guessing (10 %): the learning rate is too large. The')
  const problem = { code: 'training/diverged', message: 'Training diverged.', remedy: '' }
  expect(words(run(3, { testAccuracy: 0.8 }, { status: 'failed', problem }))).toContain('Then training diverged: the learning rate is too large.')
})

it('tells overfitting, and names the best epoch', () => {
  const memorised = { testAccuracy: 0.73, trainAccuracy: 1, trainLoss: 0.01, testLoss: 1.4 }
  expect(words(run(4, memorised))).toContain(
    '52 s. That is overfitting: on its training images the network reached 100.0 %. Its best epoch, the one with the lowest test loss, was epoch 1 with 80.0 %. The',
  )
  expect(words(run(1, memorised))).toContain('the network reached 100.0 %. The book')
})

it('of a run with images for validation tells the one test, how its epochs were judged, and its best epoch by these', () => {
  const spec = { ...defaultSpec('lenet'), dataset: { ...defaultSpec('lenet').dataset, validation: 'share' as const } }
  const epochs = [validatedEpoch(1, { validationLoss: 0.5, validationAccuracy: 0.8 }), { ...validatedEpoch(2, { validationLoss: 1.4, validationAccuracy: 0.7 }), trainAccuracy: 1, trainLoss: 0.01 }]
  const validated = runRecord({ status: 'completed', elapsedSeconds: 52, spec, epochs, validationLoss: 1.4, validationAccuracy: 0.7, testLoss: 1.5, testAccuracy: 0.69 })
  expect(words(validated)).toContain('reached 69.0 % on the 10,000 test images after 2 epochs and 52 s, trained on 54,000 images. Its epochs were judged by images for validation: 70.0 % on the 6,000 validation images at the end.')
  expect(words(validated)).toContain('the one with the lowest validation loss, was epoch 1 with 80.0 %')
  expect(words({ ...validated, status: 'stopped', testLoss: null, testAccuracy: null })).toContain('stood at 70.0 % on the 6,000 validation images after epoch 2')
})
