// Programs that score images and differentiate by their pixels: finite differences, also through the resize, and what has no gradient.
import { describe, expect, it } from 'vitest'
import type { InputForm } from '@common/preprocessing/input-form'
import { buildLayers } from '../../networks/build-layers'
import { batchNorm, conv2d, dropout, flatten, linear, maxPool2d, relu } from '../../networks/listing'
import { initialState, stateOf, type Network } from '../../networks/network'
import { GraphBuilder } from '../../onnx/graph-builder'
import { matMul, mul, reshape, transpose } from '../../onnx/operations'
import type { Value } from '../../onnx/graph'
import { elementCount, type Shape } from '../../onnx/tensor'
import { uniform } from '../autodiff/testing/gradient-check'
import { feed, feedsOf, Session } from '../runtime/session'
import { compilePixelProgram, pixelProgram, type PixelProgram } from './pixel-gradient-program'

const form = { channels: 2, height: 6, width: 5 }
const pixels = uniform(2 * elementCount([2, 6, 5]), 3).map((value) => (value + 1) / 2)

/** Runs a program of a network with its first weights, and running averages that are not the first ones, over images of {@link form}. */
async function open(network: Network, program: PixelProgram) {
  const [batch = 1] = network.images.shape
  const session = await Session.open(compilePixelProgram(network, form, program), { threads: 1 })
  const averages = new Map(network.buffers.map(({ name, shape }) => [name, Float32Array.from({ length: elementCount(shape) }, (_, index) => 0.5 + index / 4)]))
  const state = feedsOf(new Map([...initialState(network, 'kaiming-normal', 4), ...averages]), stateOf(network))
  const images: Shape = [batch, form.channels, form.height, form.width]
  const run = (values: Float32Array, names: readonly string[], weights?: Float32Array) =>
    session.run(
      {
        ...state,
        [pixelProgram.pixels]: feed('float32', values.subarray(0, elementCount(images)), images),
        ...(weights && { [pixelProgram.weights]: feed('float32', weights, [batch, weights.length / batch]) }),
      },
      names,
    )
  return { run, close: () => session.close() }
}

const logitsOf = ({ logits }: Network) => ({ output: logits, channelAxis: 1 })

describe('gradients by the pixels', () => {
  /** Smooth in its pixels, with what works otherwise in training: a batch normalisation and a dropout. */
  const smooth = (size: Shape): Network =>
    buildLayers('smooth', [2, 2, ...size], [
      conv2d(3, { kernel: 3, padding: 1 }), batchNorm(), { layer: 'tanh' }, { layer: 'avgPool2d', kernel: 2, stride: 2 }, flatten(), dropout(0.5), linear(3),
    ])

  const normalization = { mean: [0.4, 0.5], deviation: [0.5, 0.8] }
  const cases: readonly { readonly title: string; readonly size: Shape; readonly inputForm?: InputForm }[] = [
    { title: 'at the size of the data set', size: [6, 5] },
    { title: 'through the resize to a larger size', size: [9, 12] },
    { title: 'through the resize to a smaller one', size: [4, 4] },
    { title: 'through crop, antialiased resize and normalisation', size: [4, 4], inputForm: { resize: 'antialias', centreCrop: 0.9, normalization } },
    { title: 'through the nearest pixels and normalisation', size: [7, 8], inputForm: { resize: 'nearest', centreCrop: 1, normalization } },
    { title: 'through means of areas', size: [4, 7], inputForm: { resize: 'area', centreCrop: 1, normalization: null } },
  ]
  it.each(cases)(
    'are finite differences $title, for each image of the batch by itself',
    async ({ size, inputForm }) => {
      const network: Network = { ...smooth(size), ...(inputForm && { inputForm }) }
      const weights = Float32Array.of(1, -0.5, 2, 0.25, 1, -1)
      const { run, close } = await open(network, { scores: logitsOf(network), by: 'pixels' })
      const objective = async (values: Float32Array, image: number): Promise<number> => {
        const scores = (await run(values, [pixelProgram.scores], weights)).floats(pixelProgram.scores)
        return [0, 1, 2].reduce((sum, unit) => sum + (scores[image * 3 + unit] ?? NaN) * (weights[image * 3 + unit] ?? NaN), 0)
      }
      const gradients = (await run(pixels, [pixelProgram.gradients], weights)).floats(pixelProgram.gradients)
      const reach = 1 / 16
      expect(gradients.filter((value) => Math.abs(value) > 0.05).length).toBeGreaterThan(20)
      for (let at = 0; at < pixels.length; at += 7) {
        const image = at < 60 ? 0 : 1
        const moved = async (distance: number): Promise<number> => objective(pixels.with(at, (pixels[at] ?? 0) + distance), image)
        const apart = async (distance: number): Promise<number> => (await moved(distance)) - (await moved(-distance))
        // The central difference of fourth order.
        const difference = (8 * (await apart(reach / 2)) - (await apart(reach))) / (6 * reach)
        expect(gradients[at], `pixel ${at}`).toBeCloseTo(difference, 3)
      }
      await close()
    },
  )

  it('of a layer are those of the mean over the places of its channels', async () => {
    const network = buildLayers('kinks', [1, 2, 6, 5], [conv2d(2, { kernel: 3 }), relu(), maxPool2d({ kernel: 2, stride: 1 }), flatten(), linear(3)])
    const pooled = network.layers.find(({ record }) => record.layer === 'maxPool2d')?.nodes.at(-1)?.outputs[0]
    if (!pooled) throw new Error('the network has a pool')
    const { run, close } = await open(network, { scores: { output: pooled, channelAxis: 1 }, by: { output: pooled, channelAxis: 1 } })
    const outputs = await run(pixels, [pixelProgram.scores, pixelProgram.gradients, pixelProgram.values], Float32Array.of(0, 3))
    const [values, places] = [outputs.floats(pixelProgram.values), 3 * 2]
    const meanOf = (channel: number): number => values.subarray(channel * places, (channel + 1) * places).reduce((sum, value) => sum + value, 0) / places
    expect([...outputs.floats(pixelProgram.scores)]).toEqual([expect.closeTo(meanOf(0), 5), expect.closeTo(meanOf(1), 5)])
    expect([...outputs.floats(pixelProgram.gradients)]).toEqual(Array.from({ length: 12 }, (_, at) => expect.closeTo(at < 6 ? 0 : 3 / 6, 6) as number))
    await close()
  })
})

/** A network of one matrix, whose values on the way `through` decides. */
function matrixNetwork(through: (g: GraphBuilder, x: Value) => Value): { readonly network: Network; readonly inner: Value } {
  const g = new GraphBuilder('matrix')
  const images = g.input('images', 'float32', [1, 2, 6, 5])
  const weight = g.input('fc1.weight', 'float32', [60, 3])
  const inner = through(g, images)
  const logits = matMul(g, reshape(g, inner, [1, 60]), weight)
  const parameter = { name: 'fc1.weight', index: 0, shape: [60, 3], kind: 'weight', fanIn: 60, fanOut: 3, value: weight } as const
  return { network: { name: 'Matrix', graph: g.build([logits]), images, logits, parameters: [parameter], buffers: [] }, inner }
}

describe('gradients by what a layer computes', () => {
  it('come with the channels first, where the layer has them last', async () => {
    const { network, inner } = matrixNetwork((g, x) => transpose(g, x, [0, 2, 3, 1]))
    const { run, close } = await open(network, { scores: logitsOf(network), by: { output: inner, channelAxis: 3 } })
    const outputs = await run(pixels, [pixelProgram.gradients, pixelProgram.values], Float32Array.of(0, 1, 0))
    const weights = initialState(network, 'kaiming-normal', 4).get('fc1.weight')
    // Row (place, channel) of the matrix belongs to element (channel, place) of the gradient.
    const expected = Array.from({ length: 60 }, (_, at) => weights?.[((at % 30) * 2 + Math.floor(at / 30)) * 3 + 1])
    expect([...outputs.floats(pixelProgram.gradients)]).toEqual(expected)
    expect(outputs.floats(pixelProgram.values)).toEqual(pixels.slice(0, 60))
    await close()
  })
})

describe('no gradient', () => {
  it.each([
    { title: 'where all varies in steps', through: (g: GraphBuilder, x: Value) => g.node('Floor', [x]), message: 'There is no gradient: what Matrix computes varies in steps, or does not depend on the image.' },
    { title: 'where an operator has no rule', through: (g: GraphBuilder, x: Value) => g.node('Mod', [x, mul(g, x, x)], {}, { name: 'remainder' }), message: /^There is no gradient: gradients do not pass through Matrix\. Node remainder \(Mod\) / },
  ])('$title, and the error says so', ({ through, message }) => {
    const { network } = matrixNetwork(through)
    const compiled = () => compilePixelProgram(network, form, { scores: logitsOf(network), by: 'pixels' })
    expect(compiled).toThrow(expect.objectContaining({ code: 'inspection/no-gradient', message: expect.stringMatching(message) as string }) as Error)
  })

  it('is needed to score images', async () => {
    const { network } = matrixNetwork((g, x) => g.node('Floor', [x]))
    const { run, close } = await open(network, { scores: logitsOf(network), by: null })
    expect([...(await run(pixels, [pixelProgram.scores])).floats(pixelProgram.scores)]).toEqual([0, 0, 0])
    await close()
  })
})
