// Values in blocks of channels, the layout of ONNX Runtime's convolutions that fill vector registers: a value of shape [N, C, height, width] whose
// elements lie as [N, C / block, height, width, block]. A block is as many channels as a register has float32 numbers, 16 or 8.
// E. Georganas et al., "Anatomy of High-Performance Deep Learning Convolutions on SIMD Architectures", SC 2018; ONNX Runtime, core/mlas.
import { floats, int, ints, string, type Attributes, type Value } from './graph'
import type { GraphBuilder } from './graph-builder'
import { add, concat, pad, reshape, stepSlope, transpose } from './operations'
import { slide, type Window } from './shape-inference/window'
import { elementCount, type Shape } from './tensor'

/** Channels, rounded up to whole blocks. */
export const wholeBlocksOf = (channels: number, block: number): number => Math.ceil(channels / block) * block

/** Whether images of this shape can be brought into blocks. */
export const fitsBlocks = ({ shape, type }: Pick<Value, 'shape' | 'type'>, block: number): boolean => type === 'float32' && shape.length === 4 && (shape[1] ?? 0) % block === 0

/** The same images in blocks. @param x [N, C, height, width], with C a multiple of 4; channels of zeros make up whole blocks */
export function toBlocks(g: GraphBuilder, x: Value, block: number): Value {
  if (x.block === block) return x
  return stated(g, 'ReorderInput', [x], {}, { ...x, shape: x.shape.with(1, wholeBlocksOf(x.shape[1] ?? 0, block)), block })
}

/** The same images as their shape says. @param channels to keep of those in blocks */
export function toPlain(g: GraphBuilder, x: Value, channels = x.shape[1] ?? 0): Value {
  if (x.block === undefined) return x
  const { type, shape } = x
  return stated(g, 'ReorderOutput', [x], { channels: int(channels) }, { name: x.name, type, shape: shape.with(1, channels) })
}

/** The elements as they lie: [N, C / block, height * width, block]. */
export function elementsOfBlocks(g: GraphBuilder, x: Value): Value {
  const [n = 0, channels = 0, ...spatial] = x.shape
  const { block = 1 } = x
  return reshape(g, asTheyLie(x), [n, channels / block, elementCount(spatial), block])
}

/** A value whose elements are to be read in the order in which they lie. */
const asTheyLie = ({ name, type, shape }: Value): Value => ({ name, type, shape })

/** Elements as they lie in blocks, as images. @param shape of the images, [N, C, height, width] */
export function imagesOfElements(g: GraphBuilder, elements: Value, shape: Shape, block: number): Value {
  return { ...reshape(g, elements, shape), block }
}

/** Kernels [M, C, kernel...] in blocks of maps, and of channels where these fill a block: as [M / block, C / block, kernel..., block of C, block of M]. Maps of zeros make up whole blocks. */
export function kernelsInBlocks(g: GraphBuilder, w: Value, block: number): Value {
  const [maps = 0, channels = 0, ...kernel] = w.shape
  const missing = wholeBlocksOf(maps, block) - maps
  const whole = missing > 0 ? pad(g, w, w.shape.map(() => 0), w.shape.map((_, axis) => (axis === 0 ? missing : 0))) : w
  const blockOfChannels = channels < block ? 1 : block
  const parts = reshape(g, whole, [(maps + missing) / block, block, channels / blockOfChannels, blockOfChannels, elementCount(kernel)])
  return { ...reshape(g, transpose(g, parts, [0, 2, 4, 3, 1]), [maps + missing, channels, ...kernel]), block }
}

/** What a convolution does beside. */
export interface Beside {
  /** Groups of channels, each by kernels of its own; 1 where left out. */
  readonly groups?: number
  /** Added to each element before it is written: [M], by map. */
  readonly bias?: Value | null
  /** Added as well: images of the output's form, in blocks. */
  readonly images?: Value | null
}

/**
 * Convolution by kernels in blocks ({@link kernelsInBlocks}).
 * @param x [N, C, height, width] in blocks, or as the shape says with fewer channels than a block
 * @returns in blocks, [N, M, height, width]
 */
export function convolveBlocks(g: GraphBuilder, x: Value, kernels: Value, window: Window, { groups = 1, bias = null, images = null }: Beside = {}): Value {
  const { kernel, strides, dilations, padBegin, padEnd } = window
  const attributes = { kernel_shape: ints(kernel), strides: ints(strides), dilations: ints(dilations), pads: ints([...padBegin, ...padEnd]), ...(groups > 1 && { group: int(groups) }) }
  const shape = [x.shape[0] ?? 0, kernels.shape[0] ?? 0, ...slide(window, x.shape.slice(2))]
  const summands = images ? [bias, images] : bias ? [bias] : []
  return stated(g, 'BlockedConv', [x, kernels, ...summands], attributes, { ...kernels, shape })
}

/** factor x + shift by channel, in one pass: a convolution of each channel by itself with a kernel of one element. @param images to add to it */
export function scaleChannels(g: GraphBuilder, x: Value, factor: Value, shift: Value | null, images: Value | null = null): Value {
  const [, channels = 0] = x.shape
  const kernels = reshape(g, factor, [channels, 1, 1, 1])
  const summands = images ? [shift, images] : shift ? [shift] : []
  return stated(g, 'BlockedConv', [x, kernels, ...summands], { kernel_shape: ints([1, 1]), group: int(channels) }, x)
}

/** [a, b, c] to [b, a, c]: nothing moves where one of the two is 1. */
export function firstTwoExchanged(g: GraphBuilder, x: Value): Value {
  const [a = 0, b = 0, c = 0] = x.shape
  return a === 1 || b === 1 ? reshape(g, x, [b, a, c]) : transpose(g, x, [1, 0, 2])
}

/**
 * The sum of images in blocks and others of the same form. Where a convolution computes the first, it adds the others before it writes: it is
 * emitted once more, with a summand, and the one without is left out of the graph where nothing else reads it.
 */
export function addToBlocks(g: GraphBuilder, x: Value, images: Value): Value {
  const producer = g.producerOf(x)
  if (producer?.operator !== 'BlockedConv' || producer.inputs.length > 3 || 'activation' in producer.attributes) return add(g, x, images)
  const [seen = null, kernels = null, bias = null] = producer.inputs
  return stated(g, 'BlockedConv', [seen, kernels, bias, images], producer.attributes, x)
}

/** ReLU of images in blocks, by the convolution that computes them where there is one; see {@link addToBlocks}. */
export function reluOfBlocks(g: GraphBuilder, x: Value): Value {
  const producer = g.producerOf(x)
  if (producer?.operator !== 'BlockedConv' || 'activation' in producer.attributes) return g.node('Relu', [x])
  return stated(g, 'BlockedConv', producer.inputs, { ...producer.attributes, activation: string('Relu') }, x)
}

/** Zeros around images in blocks: a convolution of each channel by itself that multiplies by one, several times as fast as `Pad`. */
export function padBlocks(g: GraphBuilder, x: Value, begin: readonly number[], end: readonly number[]): Value {
  if ([...begin, ...end].every((count) => count === 0)) return x
  const [n = 0, channels = 0, ...spatial] = x.shape
  const ones = g.constant({ type: 'float32', shape: [channels, 1, 1, 1], data: new Float32Array(channels).fill(1) }, 'ones')
  const padded = spatial.map((size, axis) => (begin[axis] ?? 0) + size + (end[axis] ?? 0))
  return stated(g, 'BlockedConv', [x, ones], { kernel_shape: ints([1, 1]), group: int(channels), pads: ints([...begin, ...end]) }, { ...x, shape: [n, channels, ...padded] })
}

/**
 * Images [N, C, height, width], N in whole blocks, with images as channels, in blocks of images. Of images in blocks of channels, the channels of a
 * block lie side by side along the width: [C / block, N, height, width * block]; of others, channels are apart: [C, N, height, width].
 */
export function imagesAsChannels(g: GraphBuilder, x: Value, block: number): Value {
  const [n = 0, channels = 0, height = 0, width = 0] = x.shape
  const [apart, beside] = x.block === undefined ? [channels, 1] : [channels / x.block, x.block]
  const inRows = toBlocks(g, reshape(g, asTheyLie(x), [n / block, block, apart * height, width * beside]), block)
  const elements = reshape(g, asTheyLie(inRows), [n / block, apart, height * width * beside * block])
  return imagesOfElements(g, firstTwoExchanged(g, elements), [apart, n, height, width * beside], block)
}

/** Maximum of each window over images in blocks, whose windows lie side by side. */
export function maxPoolBlocks(g: GraphBuilder, x: Value, window: Window): Value {
  const shape = [...x.shape.slice(0, 2), ...slide(window, x.shape.slice(2))]
  return stated(g, 'BlockedMaxPool', [x], { kernel_shape: ints(window.kernel), strides: ints(window.strides) }, { ...x, shape })
}

/** Every `step`-th pixel of images in blocks, from `first` on. @param steps along height and width, and the first pixels, below the steps */
export function everyPixel(g: GraphBuilder, x: Value, steps: readonly number[], first: readonly number[]): Value {
  const place = (first[0] ?? 0) * (steps[1] ?? 1) + (first[1] ?? 0)
  return sumOfTiles(g, x, steps, Array.from({ length: elementCount(steps) }, (_, tap) => (tap === place ? 1 : 0)))
}

/**
 * 1 where the first pixel of a pair is not below the second, 0 elsewhere; the pairs lie side by side along the axis. In one pass: a convolution of each channel by
 * itself gives their difference, and makes a step of it (`stepSlope`).
 * @param axis 0 along the height, 1 along the width
 */
export function firstOfPairIsMaximum(g: GraphBuilder, x: Value, axis: 0 | 1): Value {
  const step = { activation: string('HardSigmoid'), activation_params: floats([stepSlope, 1]) }
  return sumOfTiles(g, x, axis === 0 ? [2, 1] : [1, 2], [1, -1], step)
}

/** Sums of the pixels of tiles that lie side by side, each with the factor of its place in the tile, row by row. */
function sumOfTiles(g: GraphBuilder, x: Value, tile: readonly number[], factors: readonly number[], attributes: Attributes = {}): Value {
  const [n = 0, channels = 0, ...spatial] = x.shape
  const { block = 1 } = x
  // The kernels lie as [C / block, taps, block].
  const data = Float32Array.from({ length: channels * factors.length }, (_, element) => factors[Math.floor(element / block) % factors.length] ?? 0)
  const kernels = g.constant({ type: 'float32', shape: [channels, 1, ...tile], data }, 'pixel')
  const shape = [n, channels, ...spatial.map((size, axis) => Math.floor(size / (tile[axis] ?? 1)))]
  return stated(g, 'BlockedConv', [x, kernels], { kernel_shape: ints(tile), strides: ints(tile), group: int(channels), ...attributes }, { ...x, shape })
}

/**
 * Interleaves images in blocks to larger ones: those at [row][column] become every `rows`-th pixel from `row` on along the height, and every `columns`-th from
 * `column` on along the width.
 */
export function interleavePixels(g: GraphBuilder, images: readonly (readonly Value[])[]): Value {
  const [first] = images[0] ?? []
  if (first?.block === undefined) throw new Error('there are images in blocks to interleave')
  const { shape: [n = 0, channels = 0, height = 0, width = 0], block } = first
  const [rows, columns] = [images.length, images[0]?.length ?? 0]
  // The elements of neighbouring pixels come to lie side by side, first along the width.
  const joined = images.map((row) => {
    const beside = row.map((value) => reshape(g, asTheyLie(value), [(n * channels * height) / block, width, block]))
    return reshape(g, concat(g, beside, 2), [(n * channels * height) / block, 1, width * columns * block])
  })
  return imagesOfElements(g, concat(g, joined, 1), [n, channels, height * rows, width * columns], block)
}

function stated(g: GraphBuilder, operator: 'BlockedConv' | 'BlockedMaxPool' | 'ReorderInput' | 'ReorderOutput', inputs: readonly (Value | null)[], attributes: Attributes, output: Value): Value {
  const [value] = g.nodeWithKnownOutputs(operator, inputs, attributes, [{ ...output, name: operator }])
  if (!value) throw new Error(`${operator} has no output`)
  return value
}
