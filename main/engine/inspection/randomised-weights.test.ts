// Drawn weights take the place of all learnt ones, those of a file too, and leave features alone.
import { expect, it } from 'vitest'
import { defaultSpec } from '@contract/training/run-spec'
import { buildLayers } from '../../networks/build-layers'
import { batchNorm, conv2d, flatten, linear } from '../../networks/listing'
import { initialState, stateOf } from '../../networks/network'
import { elementCount } from '../../onnx/tensor'
import { randomisedState, randomisedWords } from './randomised-weights'

const network = buildLayers('mixed', [1, 1, 4, 4], [conv2d(2, { kernel: 3 }), batchNorm(), flatten(), { layer: 'fourierFeatures', components: 4 }, linear(3)])
/** What training has made of it, and a file's weights that it began with. */
const learnt = new Map(stateOf(network).map(({ name, shape }) => [name, new Float32Array(elementCount(shape)).fill(7)]))
const fromFile = { ...network, given: learnt }

const specFrom = (initializer: 'xavier-uniform' | 'zeros') => ({ ...defaultSpec('lenet'), seed: 2 ** 32 - 1, network: { ...defaultSpec('lenet').network, initializer } })

it('are those of the next seed, running averages those before training, and features those that they were', () => {
  const randomised = randomisedState(fromFile, learnt, specFrom('xavier-uniform'))
  const next = initialState(network, 'xavier-uniform', 0)
  expect([...randomised.keys()].toSorted()).toEqual([...learnt.keys()].toSorted())
  for (const { name } of network.parameters) expect(randomised.get(name), name).toEqual(next.get(name))
  const [mean, variance, ...features] = network.buffers.map(({ name }) => randomised.get(name))
  expect([mean, variance]).toEqual([Float32Array.of(0, 0), Float32Array.of(1, 1)])
  expect(features.length).toBeGreaterThan(0)
  for (const values of features) expect(values?.every((value) => value === 7)).toBe(true)
})

it('are drawn also where training begins with zeros', () => {
  expect(randomisedState(network, learnt, specFrom('zeros')).get('conv1.weight')?.some((value) => value !== 0)).toBe(true)
  expect(randomisedWords(specFrom('zeros'))).toMatch(/^All weights are drawn anew \(PyTorch initialisation, seed 0\)\./)
})
