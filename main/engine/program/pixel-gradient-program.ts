// Compiles a network into a program that scores images, which it is fed as numbers, and differentiates a weighted sum of the scores by the pixels or by what a layer computes.
import { phrase } from '@language/phrase'
import { withoutStop } from '@common/words/sentences'
import { LabError } from '@contract/problem'
import { builtInPlan } from '@contract/training/plan'
import { stateOf, type Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Graph, Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { expand, reduceMean, reshape, scale, transpose } from '../../onnx/operations'
import { elementCount, type Shape } from '../../onnx/tensor'
import { emitGradients } from '../autodiff/gradients'
import type { TrainingContext } from '../autodiff/rule'
import { recordForward, type TapeEntry } from '../autodiff/tape'
import { capabilitiesOf } from '../capabilities'
import { networkInput, type ImageFormat } from './inputs/image-batch'

/** Names of the program's inputs and outputs, which no value of a network has; parameters and buffers are inputs under their own names. */
export const pixelProgram = {
  /** Input: float32 [N, channels, height, width] of the data set, 0..1. */
  pixels: 'inspection:pixels',
  /** Input: float32 [N, units]: what the scores are multiplied with before they are added up and differentiated; of a program with gradients. */
  weights: 'inspection:weights',
  /** Output: float32 [N, units]. */
  scores: 'inspection:scores',
  /** Output: gradient of each image's weighted sum of scores, in the shape of the pixels, or [N, units, places...] of the layer. */
  gradients: 'inspection:gradients',
  /** Output: what the layer computes that is differentiated by, [N, units, places...]. */
  values: 'inspection:values',
} as const

/** A value of a network with the axis along which its units lie: the channels, or of a value without places its elements. The first axis is that of images. */
export interface ChannelValue {
  readonly output: Value
  readonly channelAxis: number
}

/** What a program computes. */
export interface PixelProgram {
  /** What images are scored by: each unit's mean over its places. */
  readonly scores: ChannelValue
  /** What the weighted sum of the scores is differentiated by; null: nothing. */
  readonly by: 'pixels' | ChannelValue | null
}

/**
 * The network in use: nothing is dropped, and batch normalisations go by their running averages. Gradients by pixels pass what brings images into the network's form. For the CPU.
 * @param network built for the number of images that go through at once
 * @returns an ONNX model
 * @throws LabError `inspection/no-gradient` where the scores are no differentiable function of what they are differentiated by
 */
export function compilePixelProgram(network: Network, format: Omit<ImageFormat, 'count'>, { scores, by }: PixelProgram): Uint8Array {
  const [batch = 1] = network.images.shape
  const g = new GraphBuilder('pixels')
  const pixels = g.input(pixelProgram.pixels, 'float32', [batch, format.channels, format.height, format.width])
  const bindings = new Map<string, Value>(stateOf(network).map(({ name, value }) => [name, g.input(name, value.type, value.shape)]))
  const tape = recordImages(g, network, pixels, bindings, by ? inUse : null)
  const bound = ({ name }: Value): Value => {
    const emitted = bindings.get(name)
    if (!emitted) throw new Error(`the forward pass has left out ${name}`)
    return emitted
  }
  const scored = bound(scores.output)
  const outputs = new Map<string, Value>([[pixelProgram.scores, meanOverPlaces(g, { ...scores, output: scored })]])
  if (by) {
    const weights = g.input(pixelProgram.weights, 'float32', [batch, unitsOf(scores)])
    const wanted = by === 'pixels' ? pixels : bound(by.output)
    const gradient = gradientBy(g, tape, { scored, gradient: overPlaces(g, weights, scores), wanted, network })
    if (by === 'pixels') outputs.set(pixelProgram.gradients, gradient)
    else {
      outputs.set(pixelProgram.gradients, unitsFirst(g, { ...by, output: gradient }))
      outputs.set(pixelProgram.values, unitsFirst(g, { ...by, output: wanted }))
    }
  }
  return encodeModel(g.build([...outputs].map(([name, value]) => g.node('Identity', [value], {}, { name }))))
}

/** Number of units of a value. */
export const unitsOf = ({ output, channelAxis }: ChannelValue): number => output.shape[channelAxis] ?? 1

/** Axes of the places over which the units of a value are spread. */
const placeAxes = ({ output, channelAxis }: ChannelValue): readonly number[] => output.shape.flatMap((_, axis) => (axis === 0 || axis === channelAxis ? [] : [axis]))

/** A network in use that gradients pass through. */
const inUse: TrainingContext = {
  capabilities: capabilitiesOf.cpu,
  dropoutMask: () => null,
  imageMask: () => {
    throw new Error('a network in use has no statistics of the batch')
  },
  normalizesByBatch: () => false,
  fastConvolutions: false,
  plan: builtInPlan,
}

/** Records the forward pass of a network from the data set's pixels on. @param bindings grows by all values of the network */
function recordImages(g: GraphBuilder, network: Network, pixels: Value, bindings: Map<string, Value>, context: TrainingContext | null): readonly TapeEntry[] {
  const forming = formingGraph(pixels.shape, network)
  const ofForming = new Map(forming.inputs.map(({ name }) => [name, pixels]))
  const tape = recordForward(g, forming, ofForming, context)
  for (const { name } of forming.outputs) bindings.set(network.images.name, ofForming.get(name) ?? pixels)
  return [...tape, ...recordForward(g, network.graph, bindings, context)]
}

/** From images of the data set to the network's input. */
function formingGraph(from: Shape, network: Network): Graph {
  const g = new GraphBuilder('forming')
  return g.build([networkInput(g, g.input('unformed', 'float32', from), network)])
}

/** [N, units]. */
const meanOverPlaces = (g: GraphBuilder, units: ChannelValue): Value => reduceMean(g, units.output, placeAxes(units))

/** The gradient of the weighted sum of means over places by the value that they are means of. @param weights [N, units] */
function overPlaces(g: GraphBuilder, weights: Value, units: ChannelValue): Value {
  const { output: { shape } } = units
  const axes = placeAxes(units)
  if (axes.length === 0) return weights
  const places = elementCount(axes.map((axis) => shape[axis] ?? 1))
  return expand(g, reshape(g, scale(g, weights, 1 / places), shape.map((size, axis) => (axes.includes(axis) ? 1 : size))), shape)
}

/** [N, units, places...]. */
const unitsFirst = (g: GraphBuilder, units: ChannelValue): Value => transpose(g, units.output, [0, units.channelAxis, ...placeAxes(units)])

interface WantedGradient {
  readonly scored: Value
  /** By `scored`. */
  readonly gradient: Value
  /** What is differentiated by. */
  readonly wanted: Value
  readonly network: Network
}

/** @throws LabError `inspection/no-gradient` */
function gradientBy(g: GraphBuilder, tape: readonly TapeEntry[], { scored, gradient, wanted, network }: WantedGradient): Value {
  const known = gradients(g, tape, new Map([[scored.name, gradient]]), wanted, network).get(wanted.name)
  if (known) return known
  throw noGradient(phrase('what {network} computes varies in steps, or does not depend on the image', { network: network.name }))
}

function gradients(g: GraphBuilder, tape: readonly TapeEntry[], from: ReadonlyMap<string, Value>, wanted: Value, { name }: Network): ReadonlyMap<string, Value> {
  try {
    return emitGradients(g, tape, from, [wanted], inUse)
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'autodiff/no-rule') throw error
    throw noGradient(phrase('gradients do not pass through {name}. {message}', { name, message: withoutStop(error.message) }), { cause: error })
  }
}

const noGradient = (why: string, options?: ErrorOptions): LabError =>
  new LabError('inspection/no-gradient', phrase('There is no gradient: {why}.', { why }), phrase('Choose another network; occlusion explains this one without gradients.'), options)
