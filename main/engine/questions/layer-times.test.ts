// Layers of real networks under the profiler: each has its time, and hardly any time belongs to none.
import { expect, it } from 'vitest'
import { layerTimesSchema, type Use } from '@contract/benchmark/layer-times'
import type { ModelName } from '@contract/models/zoo'
import { wholeDataset, defaultSpec } from '@contract/training/run-spec'
import { sum } from '@common/statistics/sum'
import { benchmarkInference } from './benchmark-inference'
import { layerTimes } from './layer-times'

const dataset = { ...wholeDataset('fashion-mnist'), limitTrain: 64, limitTest: 40 }
const task = { device: 'cpu', networkFolder: '/no-networks-from-files' } as const
const timed = async (model: ModelName, batchSize: number, use: Use) => layerTimesSchema.parse(await layerTimes({ ...task, use, spec: { ...defaultSpec(model), batchSize, dataset } }))
const lenet = ['conv1', 'sigmoid1', 'pool1', 'conv2', 'sigmoid2', 'pool2', 'flatten1', 'fc1', 'sigmoid3', 'fc2', 'sigmoid4', 'fc3']

it('of LeNet in training: all layers, in all passes', async () => {
  const { layers, convolutions, imagesSeconds, lossSeconds, otherSeconds, totalSeconds } = await timed('lenet', 32, 'training')
  expect(convolutions).toEqual([{ layer: 'conv1', algorithm: 'direct' }, { layer: 'conv2', algorithm: 'fourier' }])
  expect([...new Set(layers.map(({ layer }) => layer))]).toEqual(lenet)
  for (const name of ['conv1', 'conv2', 'fc1', 'fc2', 'fc3']) {
    expect(layers.filter(({ layer }) => layer === name).map(({ pass }) => pass)).toEqual(['forward', 'backward', 'update'])
  }
  expect(sum(layers.map(({ seconds }) => seconds)) + imagesSeconds + lossSeconds + otherSeconds).toBeCloseTo(totalSeconds, 9)
  expect(lossSeconds).toBeGreaterThan(0)
  expect(otherSeconds / totalSeconds).toBeLessThan(0.15) // a few operators that take as long as their start
})

it('of LeNet in inference: the forward pass alone', async () => {
  const { layers, convolutions } = await timed('lenet', 32, 'inference')
  expect(convolutions).toEqual([])
  expect(new Set(layers.map(({ pass }) => pass))).toEqual(new Set(['forward']))
  // An activation may be fused with the layer before it.
  expect(layers.map(({ layer }) => layer)).toEqual(expect.arrayContaining(lenet.filter((name) => !name.startsWith('sigmoid'))))
})

it('of a small AlexNet are mostly those of convolutions', async () => {
  const { layers, totalSeconds } = await timed('alexnet-small', 8, 'training')
  expect(sum(layers.flatMap(({ layer, seconds }) => (layer.startsWith('conv') ? [seconds] : []))) / totalSeconds).toBeGreaterThan(0.5)
})

it('are not told of a GPU', async () => {
  await expect(layerTimes({ ...task, device: 'cuda', use: 'training', spec: { ...defaultSpec('lenet'), dataset } })).rejects.toMatchObject({ code: 'device/no-layer-times' })
})

it('of whole batches in inference, too', async () => {
  const { imagesPerSecond, stepSeconds, peakRssBytes } = await benchmarkInference({ ...task, spec: { ...defaultSpec('lenet'), batchSize: 64, dataset } })
  expect(imagesPerSecond * stepSeconds).toBeCloseTo(40) // there are no more test images
  expect(peakRssBytes).toBeGreaterThan(50e6)
})
