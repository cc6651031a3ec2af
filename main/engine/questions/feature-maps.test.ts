// Feature maps of real networks are what a convolution written out in plain loops gives, and the probabilities those of an evaluation.
import { beforeAll, expect, it } from 'vitest'
import { featureMaps as question, type FeatureMaps } from '@contract/engine/questions/feature-maps'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../data/catalogue'
import { initialState } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { featureMaps } from './feature-maps'

const dataset = { id: 'fashion-mnist', limitTrain: 64, limitTest: 40 } as const
const spec: RunSpec = { ...defaultSpec('lenet'), dataset }
const asked = { spec, networkFolder: '/no-networks-from-files', trained: null, split: 'test', image: 7, layers: null, mostChannels: 4 } as const
const answerTo = async (changes: Partial<Parameters<typeof featureMaps>[0]> = {}): Promise<FeatureMaps> => question.answer.parse(await featureMaps({ ...asked, ...changes }))

let all: FeatureMaps
beforeAll(async () => {
  all = await answerTo({ mostChannels: 1000 })
})

it('are the outputs of the convolutions, with the range of all channels', async () => {
  const { layers, probabilities, label } = all
  expect(layers.map(({ layer, channels, height, width, maps }) => [layer, channels, height, width, maps.length])).toEqual([['conv1', 6, 28, 28, 6 * 28 * 28], ['conv2', 16, 10, 10, 16 * 10 * 10]])
  const network = buildNetwork('lenet', [1, 1, 28, 28], { classes: 10, dropout: 0 })
  const state = initialState(network, spec.network.initializer, spec.seed)
  const [weight, bias] = [state.get('conv1.weight'), state.get('conv1.bias')]
  const { test } = await loadDataset(dataset.id, dataset)
  if (!(test.images instanceof Uint8Array) || !weight || !bias) throw new Error('the test needs images in memory and LeNet')
  const pixels = test.images.subarray(7 * 784, 8 * 784)
  const at = (row: number, column: number): number => (row < 0 || row > 27 || column < 0 || column > 27 ? 0 : (pixels[row * 28 + column] ?? 0) / 255)
  for (const [channel, row, column] of [[0, 0, 0], [3, 14, 15], [5, 27, 9]] as const) {
    let value = bias[channel] ?? NaN
    for (let k = 0; k < 25; k++) value += (weight[channel * 25 + k] ?? NaN) * at(row + Math.floor(k / 5) - 2, column + (k % 5) - 2)
    expect(layers[0]?.maps[(channel * 28 + row) * 28 + column]).toBeCloseTo(value, 5)
  }
  expect(layers[0]).toMatchObject({ lowest: Math.min(...(layers[0]?.maps ?? [])), highest: Math.max(...(layers[0]?.maps ?? [])) })
  expect(probabilities.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12)
  expect(label).toBe(test.labels[7])
})

it('are those of the layers and channels that are wanted, whose range is that of all channels', async () => {
  const few = await answerTo({ layers: ['conv2'], mostChannels: 2 })
  const conv2 = all.layers[1]
  expect(few.layers).toEqual([{ ...conv2, maps: conv2?.maps.slice(0, 2 * 100) }])
})

it('are of images and layers that there are', async () => {
  await expect(answerTo({ layers: ['conv2', 'fc1'] })).rejects.toMatchObject({ code: 'network/no-such-layer', message: 'The network has no convolution fc1; it has conv1, conv2.' })
  await expect(answerTo({ image: 40 })).rejects.toMatchObject({ code: 'dataset/no-such-image' })
})
