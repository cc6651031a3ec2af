// The chooser of networks: each network stands in it once, under its heading, and the form's is the chosen one.
import { networkListingSchema } from '@contract/models/layers/listing'
import { defaultNetworkSettings, fileNetworkSettings, layersNetworkSettings } from '@contract/models/networks'
import type { NetworkSummary } from '@contract/models/own-network'
import { models } from '@contract/models/zoo'
import { expect, it } from 'vitest'
import { chosenChoice, networkChoicesOf, readChoice } from './network-choices'

const own: NetworkSummary[] = [{ name: 'My net 2', revision: 3, savedAt: '2026-11-28T20:00:00.000Z', input: [1, 28, 28], layers: 1, parameters: 7, classes: 10 }]
const imported = [{ name: 'net.onnx', sha256: 'a'.repeat(64), channels: 1, height: 28, width: 28, classes: 10, outputs: ['logits'], output: 'logits', notes: [] }]
const listing = (name: string) => layersNetworkSettings(networkListingSchema.parse({ name, input: [1, 28, 28], initializer: 'kaiming-normal', layers: [{ layer: 'flatten' }] }))
const file = (sha256: string) => fileNetworkSettings({ name: 'other.onnx', sha256, weights: 'keep' })

it('lists the zoo, own networks and files, and a way to more', () => {
  const choices = networkChoicesOf(defaultNetworkSettings('lenet'), own, imported)
  expect(choices).toHaveLength(models.length + 3)
  expect(choices.slice(models.length).map(({ label, group }) => [label, group])).toEqual([['My net 2', 'Own networks'], ['net.onnx', 'Files'], ['Open a file…', 'Files']])
  expect(choices.find(({ label }) => label === 'My net 2')?.description).toBe('1 layer for images of 1×28×28.')
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length)
})

it.each([
  [defaultNetworkSettings('alexnet'), 'AlexNet'],
  [listing('my NET  2'), 'My net 2'],
  [listing('Another'), 'Another'],
  [file('a'.repeat(64)), 'net.onnx'],
  [file('b'.repeat(64)), 'other.onnx'],
])('the network of the form is chosen, whether it is kept anywhere or not', (present, label) => {
  const chosen = chosenChoice(present, own, imported)
  expect(networkChoicesOf(present, own, imported).filter(({ value }) => value === chosen).map((choice) => choice.label)).toEqual([label])
})

it('a value is read as it was written', () => {
  expect(readChoice(chosenChoice(listing('My net 2'), own, imported))).toEqual({ kind: 'own', name: 'My net 2' })
  expect(readChoice(chosenChoice(listing('Another'), own, imported))).toEqual({ kind: 'present', name: '' })
})
