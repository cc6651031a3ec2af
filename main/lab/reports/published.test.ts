// The published results are those of the reference file, and every preset has one to compare with.
import type { ZooNetwork } from '@contract/models/networks'
import type { ModelName } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultSpec } from '@contract/training/run-spec'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { published, publishedFor } from './published'

it('has the numbers that stand in the reference file', () => {
  expect(published.lenet).toMatchObject({ testAccuracy: 0.728, kind: 'digitised', testAccuracyByEpoch: null })
  expect(published.lenetClassic).toMatchObject({ testAccuracy: 0.8, kind: 'printed' })
  expect(published.lenetRelu).toMatchObject({ testAccuracy: 0.862, kind: 'reported' })
  expect(published.alexnetXavier).toMatchObject({ testAccuracy: 0.882, kind: 'printed' })
  expect(published.alexnetAsPrinted.testAccuracy).toBe(0.83)
  expect(published.alexnetAsPrinted.testAccuracyByEpoch).toHaveLength(10)
  const text = readFileSync(new URL('../../../resources/reference/book-results.json', import.meta.url), 'utf8')
  for (const { source } of Object.values(published)) expect(text).toContain(JSON.stringify(source))
})

it('has one for every preset of the book, of its own kind', () => {
  const ofTheBook = presets.filter(({ spec }) => publishedFor(spec).length > 0)
  const nearest = Object.fromEntries(ofTheBook.map(({ name, spec }) => [name, publishedFor(spec)[0]]))
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
  expect(nearest('alexnet', { tab: 'tensorflow' })[0]).toMatchObject({ testAccuracy: 0.888, source: 'book v1.0.3, TensorFlow tab' })
  expect(nearest('alexnet', { tab: 'mxnet' })[0]?.testAccuracy).toBe(0.886)
  expect(nearest('alexnet', { tab: 'jax' })[0]?.testAccuracy).toBe(0.882)
  expect(nearest('lenet', { activation: 'relu', pooling: 'max' })).toEqual(publishedFor(defaultSpec('lenet-relu')))
  expect(nearest('resnet-8', {})).toEqual([])
})
