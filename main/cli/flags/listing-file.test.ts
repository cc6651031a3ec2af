// The JSON file of layers that `--model` names: the spec that it starts from, and what is said of one that is wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { titleOf } from '@common/words/run-title'
import { specFromFlags } from './spec-from-flags'
import { UsageError } from './usage-error'

const listing = {
  name: 'Mine',
  input: [1, 32, 24],
  initializer: 'xavier-uniform',
  layers: [{ layer: 'conv2d', channels: 6, kernel: 5 }, { layer: 'relu' }, { layer: 'flatten' }, { layer: 'linear', features: 10 }],
}

/** A file with this text. */
function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-listing-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const path = join(folder, 'mine.json')
  writeFileSync(path, text)
  return path
}

it('makes a spec of its own image size and initialisation, which flags override', () => {
  const model = fileOf(JSON.stringify(listing))
  const spec = specFromFlags({ model })
  expect(spec).toMatchObject({ network: { kind: 'layers', listing: { name: 'Mine' }, initializer: 'xavier-uniform' }, preprocessing: { height: 32, width: 24 } })
  expect(titleOf(spec)).toBe('Mine')
  const changed = specFromFlags({ model, batchSize: '64', initializer: 'kaiming-normal' })
  expect(changed).toMatchObject({ batchSize: 64, network: { initializer: 'kaiming-normal' } })
  expect(titleOf(changed)).toBe('Mine, batch size 64, He initialisation')
  expect(specFromFlags({ model, preset: 'fashionnet' })).toMatchObject({ network: { kind: 'layers' }, epochs: 30, preprocessing: { height: 32 } })
})

it.each([
  ['{"name": "Mine"', 'is not valid JSON'],
  [JSON.stringify({ ...listing, layers: [...listing.layers, { layer: 'linear' }] }), 'does not hold a list of layers: layer 5 (linear): features is missing.'],
  [JSON.stringify({ ...listing, layers: listing.layers.map(() => ({ layer: 'lineer' })), name: 3, input: 1 }), 'layer 3: there is no layer "lineer"; and 1 more.'],
  [' '.repeat(5_000_000), 'is too large for a list of layers'],
])('that is wrong is refused with its faults', (text, message) => {
  const model = fileOf(text)
  expect(() => specFromFlags({ model })).toThrow(UsageError)
  expect(() => specFromFlags({ model })).toThrow(message)
})

it('that is not there is named', () => {
  expect(() => specFromFlags({ model: '/nowhere/mine.json' })).toThrow('--model /nowhere/mine.json cannot be read')
})
