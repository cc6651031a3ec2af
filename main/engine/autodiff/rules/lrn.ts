// Rule of LRN, local response normalisation across channels.
// A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012, section 3.3.
import { floatAttribute, int, intAttribute, ints, type Node, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, div, mul, pow, reshape, scalar, scale, sub } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { gradOfOutput, inputOf, outputOf, type Rule } from '../rule'

/**
 * y = x s^-beta with s = bias + alpha mean(x^2), the mean over `size` neighbouring channels, missing ones counted as zero.
 * dx = dy s^-beta - 2 alpha beta x mean'(dy y / s), with mean' over the channels that each channel is a neighbour of.
 */
export const localResponseNormalization: Rule = {
  forward: (context) => {
    const { g, node } = context
    const x = inputOf(context, 0)
    const s = add(g, scale(g, meanOfNeighbours(g, mul(g, x, x), node), alphaOf(node)), scalar(g, floatAttribute(node, 'bias', 1)))
    const factor = pow(g, s, scalar(g, -betaOf(node)))
    return { outputs: [mul(g, x, factor)], saved: [s, factor] }
  },
  backward: (context) => {
    const { g, node, saved } = context
    const [s, factor] = saved
    if (!s || !factor) throw new Error(`${node.name} has kept no scale`)
    const [x, y, grad] = [inputOf(context, 0), outputOf(context), gradOfOutput(context)]
    // The size is odd, so the neighbourhood is symmetric: mean' is the mean again.
    const received = meanOfNeighbours(g, mul(g, grad, div(g, y, s)), node)
    return [sub(g, mul(g, grad, factor), scale(g, mul(g, x, received), 2 * alphaOf(node) * betaOf(node)))]
  },
}

const alphaOf = (node: Node): number => floatAttribute(node, 'alpha', 1e-4)
const betaOf = (node: Node): number => floatAttribute(node, 'beta', 0.75)

/** An average pool with the channels of [N, C, spatial...] as rows of an image. */
function meanOfNeighbours(g: GraphBuilder, x: Value, node: Node): Value {
  const [n = 0, channels = 0, ...spatial] = x.shape
  const size = intAttribute(node, 'size', 1)
  const half = (size - 1) / 2
  const rows = reshape(g, x, [n, 1, channels, elementCount(spatial)])
  const attributes = { kernel_shape: ints([size, 1]), pads: ints([half, 0, half, 0]), count_include_pad: int(1) }
  return reshape(g, g.node('AveragePool', [rows], attributes), x.shape)
}
