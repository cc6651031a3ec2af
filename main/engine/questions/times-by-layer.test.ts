// Kernels of a profile by layer: names that ONNX Runtime has changed, nodes that it has inserted, batches that were held up.
import { expect, it } from 'vitest'
import type { NodePlace, NodePlaces } from './node-places'
import { timesByLayer } from './times-by-layer'

const own = new Map<string, NodePlace>([
  ['gather', 'images'],
  ['conv1', { layer: 'conv1', pass: 'forward' }],
  ['pool1', { layer: 'pool1', pass: 'forward' }],
  ['fc1', { layer: 'fc1', pass: 'forward' }],
  ['MatMul_7', { layer: 'fc1', pass: 'backward' }],
  ['Add_2', { layer: 'fc1', pass: 'update' }],
  ['LogSoftmax', 'loss'],
  ['relu1', { layer: 'relu1', pass: 'forward' }],
  ['bn1', { layer: 'bn1', pass: 'forward' }],
])
const places: NodePlaces = { own, ofConvolution: new Map([['relu1', { layer: 'conv1', pass: 'forward' }]]) }
const kernel = (node: string, microseconds: number) => ({ node, operator: 'Any', microseconds })
const layers = ['conv1', 'relu1', 'pool1', 'bn1', 'fc1']

it('are of the layers whose nodes they were, by whatever name they run', () => {
  const kernels = [kernel('conv1', 100), kernel('pool1_nchwc', 10), kernel('fused fc1', 20), kernel('LogSoftmax', 1), kernel('MatMul_7/MatmulTransposeFusion/', 30), kernel('Add_2', 5)]
  const { layers: found, lossSeconds, otherSeconds, totalSeconds } = timesByLayer(kernels, 1, places, layers)
  expect(found.map(({ layer, pass, seconds }) => [layer, pass, Math.round(seconds * 1e6)])).toEqual([
    ['conv1', 'forward', 100],
    ['pool1', 'forward', 10],
    ['fc1', 'forward', 20],
    ['fc1', 'backward', 30],
    ['fc1', 'update', 5],
  ])
  expect(lossSeconds).toBeCloseTo(1e-6)
  expect(otherSeconds).toBe(0)
  expect(totalSeconds).toBeCloseTo(166e-6)
})

it('count an inserted node to the layer that it stands in, and to no layer between two', () => {
  const { layers: found, otherSeconds } = timesByLayer([kernel('conv1', 1), kernel('ReorderInput', 2), kernel('pool1', 4), kernel('MatMul_7', 8), kernel('Transpose_token_0', 16), kernel('Add_2', 32)], 1, places, layers)
  expect(otherSeconds).toBeCloseTo(2e-6)
  expect(found.find(({ layer, pass }) => layer === 'fc1' && pass === 'backward')?.seconds).toBeCloseTo(24e-6)
})

it('of a convolution that has the name of the activation merged with it are those of the convolution', () => {
  const kernels = [{ ...kernel('relu1_nchwc', 100), operator: 'Conv' }, { ...kernel('bn1_bn_nchwc', 7), operator: 'Conv' }, { ...kernel('relu1', 5), operator: 'Relu' }]
  const { layers: found } = timesByLayer(kernels, 1, places, layers)
  expect(found.map(({ layer, seconds }) => [layer, Math.round(seconds * 1e6)])).toEqual([['conv1', 100], ['relu1', 5], ['bn1', 7]])
})

it('are those of a usual batch where one was held up', () => {
  const batches = [100, 104, 9000].flatMap((time) => [kernel('conv1', time), kernel('pool1', 10)])
  expect(timesByLayer(batches, 3, places, layers).layers.map(({ seconds }) => Math.round(seconds * 1e6))).toEqual([104, 10])
})

it('of a node that runs several times in a batch are added up', () => {
  expect(timesByLayer([kernel('conv1', 3), kernel('conv1', 3)], 1, places, layers).totalSeconds).toBeCloseTo(6e-6)
})
