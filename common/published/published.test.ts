// The published results are those of the reference file, and every preset has one to compare with.
import type { ZooNetwork } from '@contract/models/networks'
import type { ModelName } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { comparedResult, published, publishedEpochs, publishedFor } from './published'

it('has the numbers that stand in the reference file', () => {
  expect(published.lenet).toMatchObject({ finalAccuracy: 0.728, accuracyByEpoch: [0.728] })
  expect(published.lenetClassic).toMatchObject({ finalAccuracy: 0.8, source: 'book, 2022 edition, PyTorch; printed' })
  expect(published.lenetRelu).toMatchObject({ finalAccuracy: 0.862, source: 'ReLU and max-pool, lr 0.1, batch 256, 10 epochs; reported by readers' })
  expect(published.alexnetXavier).toMatchObject({ finalAccuracy: 0.882, accuracyByEpoch: [0.882] })
  expect(published.alexnetAsPrinted).toMatchObject({ finalAccuracy: 0.83, source: 'book v1.0.3, PyTorch tab; read off the published curve' })
  expect(published.alexnetAsPrinted.accuracyByEpoch).toHaveLength(publishedEpochs)
})

it('has one for every preset of the book, of its own kind', () => {
  const ofTheBook = presets.filter(({ spec }) => comparedResult(spec) !== null)
  const nearest = Object.fromEntries(ofTheBook.map(({ name, spec }) => [name, comparedResult(spec)]))
  expect(nearest).toEqual({
    'lenet-relu': published.lenet,
    'lenet-book': published.lenet,
    'lenet-classic': published.lenetClassic,
    'alexnet-quick': published.alexnetXavier,
    'alexnet-book': published.alexnetXavier,
    'alexnet-book-as-printed': published.alexnetAsPrinted,
  })
})

it("has that of the book's tab which a network follows, and none where layers are not the book's", () => {
  const nearest = (model: ModelName, network: Partial<ZooNetwork>) => {
    const spec = defaultSpec(model)
    return publishedFor({ ...spec, network: { ...spec.network, ...network } })
  }
  expect(nearest('alexnet', { tab: 'tensorflow' })[0]).toMatchObject({ finalAccuracy: 0.888, source: 'book v1.0.3, TensorFlow tab; read off the published curve' })
  expect(nearest('alexnet', { tab: 'mxnet' })[0]?.finalAccuracy).toBe(0.886)
  expect(nearest('alexnet', { tab: 'jax' })[0]?.finalAccuracy).toBe(0.882)
  expect(nearest('lenet', { activation: 'relu', pooling: 'max' })).toEqual(publishedFor(defaultSpec('lenet-relu')))
  expect(nearest('resnet-8', {})).toEqual([])
})

it('compares LeNet with the edition whose learning rate is nearer, by its logarithm', () => {
  const at = (learningRate: number) => {
    const spec = defaultSpec('lenet')
    return comparedResult({ ...spec, optimizer: { ...spec.optimizer, learningRate } })
  }
  expect([at(0.1), at(0.25), at(0.4), at(0.9)]).toEqual([published.lenet, published.lenet, published.lenetClassic, published.lenetClassic])
})

it('has none for another data set', () => {
  const spec = defaultSpec('lenet')
  expect(publishedFor({ ...spec, dataset: { ...spec.dataset, id: 'mine' } })).toEqual([])
})
