// Rules of MaxPool and AveragePool.
import { intAttribute, ints, string, type Node, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { expand, mul, reshape, scale } from '../../onnx/operations'
import { windowOf, type Window } from '../../onnx/shape-inference/window'
import { elementCount, float32, type Shape } from '../../onnx/tensor'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/**
 * The gradient goes to the element that was the maximum: the indices of the forward pass say where, and scattering with addition
 * lets overlapping windows share an element (ONNX's MaxUnpool would overwrite).
 */
export const maxPool: Rule = {
  forward: ({ g, node, inputs }) => {
    const [y, indices] = g.nodeWithOutputs('MaxPool', inputs, node.attributes, { name: node.name, outputs: 2 })
    return y && indices ? { outputs: [y], saved: [indices] } : { outputs: [], saved: [] }
  },
  backward: (context) => {
    const { g, node, saved } = context
    const [indices] = saved
    if (!indices) throw new Error(`${node.name} has kept no indices`)
    const { shape } = inputOf(context, 0)
    const flat = (value: Value): Value => reshape(g, value, [elementCount(value.shape)])
    const zeros = expand(g, g.constant(float32([0])), [elementCount(shape)])
    const scattered = g.node('ScatterElements', [zeros, flat(indices), flat(gradOfOutput(context))], { reduction: string('add') })
    return [reshape(g, scattered, shape)]
  },
}

/** Every element of a window gets an equal share of its output's gradient. */
export const averagePool: Rule = {
  backward: (context) => {
    const { g, node } = context
    const window = averageWindow(node)
    const share = scale(g, gradOfOutput(context), 1 / elementCount(window.kernel))
    const { shape } = inputOf(context, 0)
    return [tiles(window, shape) ? spread(g, share, window) : overlapAdd(g, share, window, shape)]
  },
}

function averageWindow(node: Node): Window {
  const kernel = node.attributes.kernel_shape
  if (kernel?.type !== 'ints') throw new Error(`${node.name} lacks its kernel_shape`)
  const window = windowOf(node, kernel.value)
  const padded = [...window.padBegin, ...window.padEnd].some((pad) => pad > 0)
  if ((padded && intAttribute(node, 'count_include_pad', 0) === 0) || window.ceilMode) {
    throw new Error(`${node.name}: average pooling whose windows are cut at the edge has no gradient rule yet`)
  }
  return window
}

/** Whether the windows cover the input exactly, each element once. */
function tiles({ kernel, strides, padBegin, padEnd }: Window, [, , ...spatial]: Shape): boolean {
  return kernel.every(
    (size, axis) => strides[axis] === size && padBegin[axis] === 0 && padEnd[axis] === 0 && (spatial[axis] ?? 0) % size === 0,
  )
}

/** Repeats every element of [N, C, OH, OW] over its window: a broadcast product with ones. */
function spread(g: GraphBuilder, share: Value, { kernel: [kh = 1, kw = 1] }: Window): Value {
  const [n = 0, c = 0, oh = 0, ow = 0] = share.shape
  const ones = g.constant(float32(new Float32Array(kh * kw).fill(1), [1, kh, 1, kw]))
  const repeated = mul(g, reshape(g, share, [n * c * oh, 1, ow, 1]), ones)
  return reshape(g, repeated, [n, c, oh * kh, ow * kw])
}

/** Adds every element of [N, C, OH, OW] to all elements of its window: a transposed convolution of each channel with ones. */
function overlapAdd(g: GraphBuilder, share: Value, window: Window, shape: Shape): Value {
  const { kernel, strides, padBegin, padEnd } = window
  const [n = 0, c = 0, ...spatial] = shape
  const [, , ...positions] = share.shape
  const ones = g.constant(float32(new Float32Array(elementCount(kernel)).fill(1), [1, 1, ...kernel]))
  // Elements behind the last window belong to none.
  const left = spatial.map((size, axis) => {
    const reached = ((positions[axis] ?? 1) - 1) * (strides[axis] ?? 1) + (kernel[axis] ?? 1)
    return size + (padBegin[axis] ?? 0) + (padEnd[axis] ?? 0) - reached
  })
  const channels = reshape(g, share, [n * c, 1, ...positions])
  const attributes = { strides: ints(strides), pads: ints([...padBegin, ...padEnd]), output_padding: ints(left) }
  return reshape(g, g.node('ConvTranspose', [channels, ones], attributes), shape)
}
