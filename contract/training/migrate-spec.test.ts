// Specs of earlier versions are read as what they meant.
import { expect, it } from 'vitest'
import { presets } from './presets'
import { broughtForward, storedSpecSchema } from './migrate-spec'
import { defaultSpec, fileSpec, square } from './run-spec'

/** A spec as version 1 wrote it. */
function versionOne(network: object, size: number): object {
  const now = defaultSpec('lenet-relu')
  return { ...now, version: 1, network, dataset: { name: 'fashion-mnist', limitTrain: null, limitTest: null }, preprocessing: { size } }
}

it('a network of the zoo keeps its choices, and gets those that its spec was written before', () => {
  const written = versionOne({ model: 'lenet-relu', file: null, initializer: 'xavier-uniform', dropout: 0.5, activation: 'tanh', pooling: 'max', tab: null }, 28)
  const network = { ...defaultSpec('lenet-relu').network, dropout: 0.5, activation: 'tanh' }
  expect(storedSpecSchema.parse(written)).toEqual({ ...defaultSpec('lenet-relu'), network })
  const earlier = versionOne({ model: 'lenet-relu', initializer: 'xavier-uniform', dropout: 0 }, 28)
  expect(storedSpecSchema.parse(earlier)).toEqual(defaultSpec('lenet-relu'))
})

it('a network from a file is one of its kind', () => {
  const file = { name: 'net.onnx', sha256: 'a'.repeat(64), weights: 'redraw' as const }
  const network = { model: 'file', file, initializer: 'kaiming-normal', dropout: 0, activation: null, pooling: null, tab: null }
  expect(storedSpecSchema.parse(versionOne(network, 64))).toEqual({ ...fileSpec(file, square(64)), optimizer: defaultSpec('lenet-relu').optimizer })
})

it.each(presets)('a spec of the present version stays as it is: $title', ({ spec }) => {
  expect(broughtForward(spec)).toEqual(spec)
})

it.each([null, 'text', [], {}, { version: 0 }, { version: 99 }, { version: 'one' }, { version: 1 }, { version: 1, network: 3, dataset: [] }])(
  'what is no spec is left to the schema, which refuses it: %j',
  (value) => {
    expect(storedSpecSchema.safeParse(value).success).toBe(false)
  },
)
