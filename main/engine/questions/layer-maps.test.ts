// Maps of layers are what convolutions, poolings and products written out in plain loops give.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { layerMaps as question } from '@contract/engine/questions/layer-maps'
import type { LayerMaps, MapsOfLayer } from '@contract/inspection/layer-maps'
import { defaultSpec, fileSpec, square } from '@contract/training/run-spec'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { OpenedNetworks } from '../inspection/opened-networks'
import { tinyInfo, tinyNetwork, tinyPixels, tinyState, valuesOf } from '../inspection/testing/tiny-networks'
import { importNetwork } from './import-network'
import { layerMaps } from './layer-maps'

const { height, width } = tinyInfo
const network = tinyNetwork([
  { layer: 'conv2d', channels: 3, kernel: 3, padding: 1 },
  { layer: 'relu' },
  { layer: 'maxPool2d', kernel: 2, stride: 2 },
  { layer: 'flatten' },
  { layer: 'dropout', p: 0.5 },
  { layer: 'linear', features: 3 },
])
const pixels = tinyPixels(1)
const asked = { ...network, pixels, layers: null, mostChannels: 1000 }
const answerTo = async (changes: Partial<Parameters<typeof layerMaps>[0]> = {}): Promise<LayerMaps> => {
  const { opened, ...args } = { ...asked, ...changes }
  return question.answer.parse(await layerMaps({ ...question.args.parse(args), opened }))
}

/** [3, 6, 5]: the convolution of the image, in plain loops. */
async function convolved(): Promise<number[]> {
  const state = await tinyState(network)
  const [weight, bias] = [valuesOf(state, 'conv1.weight'), valuesOf(state, 'conv1.bias')]
  const at = (channel: number, row: number, column: number): number =>
    row < 0 || row >= height || column < 0 || column >= width ? 0 : (pixels[(channel * height + row) * width + column] ?? NaN) / 255
  return Array.from({ length: 3 * height * width }, (_, place) => {
    const [filter, row, column] = [Math.floor(place / height / width), Math.floor(place / width) % height, place % width]
    let sum = bias[filter] ?? NaN
    for (let channel = 0; channel < 2; channel++) {
      for (let k = 0; k < 9; k++) sum += (weight[(filter * 2 + channel) * 9 + k] ?? NaN) * at(channel, row + Math.floor(k / 3) - 1, column + (k % 3) - 1)
    }
    return sum
  })
}

function expectMaps(layer: MapsOfLayer | undefined, expected: readonly number[]): void {
  if (!layer) throw new Error('the layer is missing')
  expect(layer.maps).toHaveLength(expected.length)
  layer.maps.forEach((value, place) => {
    expect(value).toBeCloseTo(expected[place] ?? NaN, 5)
  })
  expect([layer.lowest, layer.highest]).toEqual([Math.min(...layer.maps), Math.max(...layer.maps)])
  expect(layer.zeroShare).toBeCloseTo(expected.filter((value) => value === 0).length / expected.length, 12)
}

describe('maps', () => {
  it('are those of all layers, outputs without places as maps of one pixel', async () => {
    const { layers, probabilities } = await answerTo()
    expect(layers.map(({ layer, kind, channels, height: rows, width: columns }) => [layer, kind, channels, rows, columns])).toEqual([
      ['conv1', 'conv2d', 3, 6, 5],
      ['relu1', 'relu', 3, 6, 5],
      ['pool1', 'maxPool2d', 3, 3, 2],
      ['flatten1', 'flatten', 18, 1, 1],
      ['dropout1', 'dropout', 18, 1, 1],
      ['fc1', 'linear', 3, 1, 1],
    ])
    const conv = await convolved()
    const relu = conv.map((value) => Math.max(0, value))
    const pooled = Array.from({ length: 18 }, (_, place) => {
      const [channel, row, column] = [Math.floor(place / 6), Math.floor(place / 2) % 3, place % 2]
      return Math.max(...[0, 1, width, width + 1].map((offset) => relu[(channel * height + 2 * row) * width + 2 * column + offset] ?? NaN))
    })
    expectMaps(layers[0], conv)
    expectMaps(layers[1], relu)
    expectMaps(layers[2], pooled)
    expectMaps(layers[4], pooled)
    const state = await tinyState(network)
    const logits = [0, 1, 2].map((label) => pooled.reduce((sum, value, index) => sum + value * (valuesOf(state, 'fc1.weight')[label * 18 + index] ?? NaN), valuesOf(state, 'fc1.bias')[label] ?? NaN))
    expectMaps(layers[5], logits)
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0)
    probabilities.forEach((probability, label) => {
      expect(probability).toBeCloseTo(Math.exp(logits[label] ?? NaN) / total, 5)
    })
  })

  it('are those of the layers and channels that are wanted, whose range is that of all channels', async () => {
    const opened = new OpenedNetworks()
    const { layers: [, relu] } = await answerTo({ opened })
    const few = await answerTo({ opened, layers: ['relu1'], mostChannels: 2 })
    expect(few.layers).toEqual([{ ...relu, maps: relu?.maps.slice(0, 2 * height * width) }])
    await opened.close()
  })

  it('are of one image of the right form, and of layers that there are', async () => {
    await expect(answerTo({ layers: ['relu1', 'fc9'] })).rejects.toMatchObject({ code: 'network/no-such-layer', message: 'The network has no layer fc9; it has conv1, relu1, pool1, flatten1, dropout1, fc1.' })
    await expect(answerTo({ pixels: tinyPixels(2) })).rejects.toMatchObject({ code: 'inspection/image-size', message: 'The network takes images of 2×6×5 pixels, 60 bytes each, and got 120 bytes for 1 image.' })
  })

  it('of a file with the channels last are those of each channel', async () => {
    const networkFolder = temporaryFolder()
    const { network: file } = await importNetwork({ path: join(import.meta.dirname, '..', 'parity', 'converted', 'keras-exported.onnx'), networkFolder })
    if (!file) throw new Error('the file was refused')
    const spec = { ...fileSpec({ name: file.name, sha256: file.sha256, weights: 'keep' }, square(12)), dataset: defaultSpec('lenet').dataset }
    const { layers } = await layerMaps({ spec, networkFolder, trained: null, pixels: tinyPixels(14).subarray(0, 784), layers: null, mostChannels: 1000 })
    const [relu, pool] = ['relu', 'maxPool2d'].map((kind) => layers.find((layer) => layer.kind === kind))
    expect([relu, pool].map((layer) => [layer?.channels, layer?.height, layer?.width])).toEqual([[4, 10, 10], [4, 5, 5]])
    const at = (channel: number, row: number, column: number): number => relu?.maps[(channel * 10 + row) * 10 + column] ?? NaN
    const pooled = Array.from({ length: 100 }, (_, place) => {
      const [channel, row, column] = [Math.floor(place / 25), 2 * (Math.floor(place / 5) % 5), 2 * (place % 5)]
      return Math.max(at(channel, row, column), at(channel, row, column + 1), at(channel, row + 1, column), at(channel, row + 1, column + 1))
    })
    expect([...(pool?.maps ?? [])]).toEqual(pooled)
    expect(new Set(pooled).size).toBeGreaterThan(20)
  })
})
