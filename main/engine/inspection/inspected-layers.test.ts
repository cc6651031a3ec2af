// What is said of layers: which cut at zero, which only pass values on, and which computes the logits.
import { expect, it } from 'vitest'
import { networkOfSpec } from '../training/run/network-of-spec'
import { inspectedLayers } from './inspected-layers'
import { tinyNetwork } from './testing/tiny-networks'

it('tells layers that cut at zero, and layers that pass values on', async () => {
  const { spec, networkFolder } = tinyNetwork([
    { layer: 'conv2d', channels: 4, kernel: 3 },
    { layer: 'relu6' },
    { layer: 'hardtanh', minVal: 0, maxVal: 2 },
    { layer: 'hardtanh' },
    { layer: 'hardsigmoid' },
    { layer: 'hardswish' },
    { layer: 'leakyRelu' },
    { layer: 'dropout2d', p: 0.5 },
    { layer: 'residual', layers: [{ layer: 'relu' }] },
    { layer: 'globalAvgPool2d' },
    { layer: 'flatten' },
    { layer: 'linear', features: 3 },
  ])
  const layers = inspectedLayers((await networkOfSpec(spec, networkFolder))(7))
  expect(layers.filter(({ cutsAtZero }) => cutsAtZero).map(({ name }) => name)).toEqual(['relu61', 'hardtanh1', 'hardsigmoid1', 'relu1'])
  expect(layers.filter(({ passesOn }) => passesOn).map(({ kind }) => kind)).toEqual(['dropout2d', 'flatten'])
  expect(layers.filter(({ isLogits }) => isLogits).map(({ name }) => name)).toEqual(['fc1'])
  expect(layers.map(({ channels, height, width }) => [channels, height, width])).toEqual([...Array.from({ length: 10 }, () => [4, 4, 3]), [4, 1, 1], [4, 1, 1], [3, 1, 1]])
})

it('tells the logits of a network that ends in a flatten layer before it, too', async () => {
  const { spec, networkFolder } = tinyNetwork([{ layer: 'conv2d', channels: 3, kernel: 1 }, { layer: 'globalAvgPool2d' }, { layer: 'flatten' }])
  const layers = inspectedLayers((await networkOfSpec(spec, networkFolder))(1))
  expect(layers.map(({ name, isLogits }) => [name, isLogits])).toEqual([['conv1', false], ['pool1', true], ['flatten1', true]])
})
