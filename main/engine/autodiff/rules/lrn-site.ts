// Local response normalisation as a site of a plan: means over neighbouring channels and the power of the scale, each in two ways.
import { floatAttribute, int, intAttribute, ints, type Node, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, div, mul, pow, reshape, scalar, scale, sqrt, sub } from '../../../onnx/operations'
import { elementCount, type Shape } from '../../../onnx/tensor'
import type { Site } from '../site'

/** What a way keeps of the forward pass: the scale s, and a power of it that the way reads again. */
interface Kept {
  readonly s: Value
  readonly power: Value
}

interface LrnWay {
  /** Predicted cost of an element, in multiply-adds of a large matrix product. */
  readonly cost: (images: Shape) => number
  readonly normalize: (g: GraphBuilder, x: Value, node: Node) => Kept & { readonly y: Value }
  readonly gradient: (g: GraphBuilder, operands: Kept & { readonly x: Value; readonly y: Value; readonly grad: Value }, node: Node) => Value
}

/**
 * y = x s^-beta with s = bias + alpha mean(x^2), the mean over `size` neighbouring channels, missing ones counted as zero.
 * dx = dy s^-beta - 2 alpha beta x mean'(dy y / s), with mean' over the channels that each channel is a neighbour of. The size is odd, so the neighbourhood is
 * symmetric: mean' is the mean again.
 */
const lrnWays: Readonly<Partial<Record<string, LrnWay>>> = {
  /** All positions of an image are one row, and s^-beta is a power. */
  flat: {
    cost: (images) => (isLongRow(images) ? 1900 : 800),
    normalize: (g, x, node) => {
      const s = scaleOf(g, x, node, oneRow(x.shape))
      const power = pow(g, s, scalar(g, -betaOf(node)))
      return { y: mul(g, x, power), s, power }
    },
    gradient: (g, { x, y, s, power, grad }, node) => {
      const received = meanOfNeighbours(g, mul(g, grad, div(g, y, s)), node, oneRow(x.shape))
      return sub(g, mul(g, grad, power), scale(g, mul(g, x, received), 2 * alphaOf(node) * betaOf(node)))
    },
  },
  /** Rows stay short, and s^beta, of the usual beta, consists of square roots. */
  roots: {
    cost: () => 650,
    normalize: (g, x, node) => {
      const s = scaleOf(g, x, node, shortRows(x.shape))
      const power = powerOf(g, s, betaOf(node))
      return { y: div(g, x, power), s, power }
    },
    gradient: (g, { x, y, s, power, grad }, node) => {
      const received = meanOfNeighbours(g, mul(g, grad, div(g, y, s)), node, shortRows(x.shape))
      return sub(g, div(g, grad, power), scale(g, mul(g, x, received), 2 * alphaOf(node) * betaOf(node)))
    },
  },
}

/** Longest row that ONNX Runtime's pools add up in a buffer: a longer one takes them five times as long. */
const longestRow = 2048

/** All positions of images [N, C, spatial...] side by side. */
const oneRow = (images: Shape): Shape => [elementCount(images.slice(2))]
const isLongRow = (images: Shape): boolean => elementCount(oneRow(images)) > longestRow
/** The positions in one row, or in rows as the images have them where that is too long. */
const shortRows = (images: Shape): Shape => (isLongRow(images) ? images.slice(2) : oneRow(images))

/** @param x images [N, C, spatial...] */
export function lrnSite({ shape, type }: Pick<Value, 'shape' | 'type'>, node: Node): Site {
  const [n = 1] = shape
  // Pools have up to three axes, of which the channels are one.
  const hasRoots = type === 'float32' && shortRows(shape).length <= 2
  return {
    place: `lrn ${shape.join('x')} size${sizeOf(node)} beta${betaOf(node)}`,
    pass: 'forward and gradient',
    ways: hasRoots ? ['flat', 'roots'] : ['flat'],
    builtIn: 'flat',
    likelyBest: hasRoots ? 'roots' : 'flat',
    cost: (way) => lrnWay(way).cost(shape) * elementCount(shape),
    images: n,
    resized: (count) => lrnSite({ type, shape: shape.with(0, count) }, node),
    probe: (g, ways) => {
      const { normalize, gradient } = lrnWay(ways.get('forward and gradient') ?? 'flat')
      const [x, grad] = [g.input('x', type, shape), g.input('grad', type, shape)]
      const normalized = normalize(g, x, node)
      return [normalized.y, gradient(g, { x, grad, ...normalized }, node)]
    },
  }
}

/** The way of this name. */
export function lrnWay(name: string): LrnWay {
  const way = lrnWays[name]
  if (!way) throw new Error(`there is no way ${name} of normalising by the local response`)
  return way
}

const alphaOf = (node: Node): number => floatAttribute(node, 'alpha', 1e-4)
const betaOf = (node: Node): number => floatAttribute(node, 'beta', 0.75)
const sizeOf = (node: Node): number => intAttribute(node, 'size', 1)

/** s^beta; the beta of nearly all networks is that of the definition. */
function powerOf(g: GraphBuilder, s: Value, beta: number): Value {
  if (beta !== 0.75) return pow(g, s, scalar(g, beta))
  const root = sqrt(g, s)
  return mul(g, root, sqrt(g, root))
}

/** s = bias + alpha mean(x^2). */
function scaleOf(g: GraphBuilder, x: Value, node: Node, positions: Shape): Value {
  return add(g, scale(g, meanOfNeighbours(g, mul(g, x, x), node, positions), alphaOf(node)), scalar(g, floatAttribute(node, 'bias', 1)))
}

/**
 * An average pool with the channels of [N, C, spatial...] as an axis of an image.
 * @param positions how the positions of an image lie where they are pooled
 */
function meanOfNeighbours(g: GraphBuilder, x: Value, node: Node, positions: Shape): Value {
  const [n = 0, channels = 0] = x.shape
  const half = (sizeOf(node) - 1) / 2
  const along = positions.map(() => 0)
  const attributes = { kernel_shape: ints([sizeOf(node), ...positions.map(() => 1)]), pads: ints([half, ...along, half, ...along]), count_include_pad: int(1) }
  return reshape(g, g.node('AveragePool', [reshape(g, x, [n, 1, channels, ...positions])], attributes), x.shape)
}
