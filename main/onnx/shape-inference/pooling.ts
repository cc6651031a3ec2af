// Shape inference of pooling, over windows or everything.
import { phrase } from '@language/phrase'
import { intsAttribute, requiredInput, stringAttribute, type Node } from '../graph'
import { constantNumbers, type InferShapes } from './inference'
import { slide, windowOf, type Window } from './window'

/** The window of a MaxPool or AveragePool node over X [N, C, spatial...]. */
export function poolWindowOf(node: Pick<Node, 'operator' | 'inputs' | 'attributes'>): Window {
  const [, , ...spatial] = requiredInput(node, 0).shape
  const window = windowOf(node, intsAttribute(node, 'kernel_shape', []), spatial)
  const leavesGaps = window.strides.some((stride, axis) => stride > (window.kernel[axis] ?? stride))
  if (leavesGaps && stringAttribute(node, 'auto_pad', 'NOTSET').startsWith('SAME')) {
    throw new Error(phrase('ONNX Runtime computes no pool with auto_pad SAME whose stride is larger than its window; give pads'))
  }
  return window
}

const inferPool: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const [batch = 1, channels = 1, ...spatial] = shape
  return [{ type, shape: [batch, channels, ...slide(poolWindowOf(node), spatial)] }]
}

/** AveragePool: X [N, C, spatial...] -> [N, C, spatial...]; dilations came with opset 19. */
export const inferAveragePool: InferShapes = (node) => {
  if (intsAttribute(node, 'dilations', []).some((dilation) => dilation !== 1)) throw new Error(phrase('dilated average pooling is not supported'))
  return inferPool(node)
}

/** MaxPool: as AveragePool, and the indices of the maxima in the flattened input. */
export const inferMaxPool: InferShapes = (node) => {
  const pooled = inferPool(node)
  return [...pooled, ...pooled.map(({ shape }) => ({ type: 'int64' as const, shape }))]
}

/** MaxUnpool, whose third input is the shape of the images that were pooled. */
export const inferMaxUnpool: InferShapes = (node) => [{ type: requiredInput(node, 0).type, shape: constantNumbers(node, 2) }]

/** GlobalAveragePool and GlobalMaxPool: X [N, C, spatial...] -> [N, C, 1...]. */
export const inferGlobalPool: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape: shape.map((size, axis) => (axis < 2 ? size : 1)) }]
}
