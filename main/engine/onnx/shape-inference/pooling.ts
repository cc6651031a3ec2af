// Shape inference of MaxPool and AveragePool.
import { intsAttribute, requiredInput } from '../graph'
import type { InferShapes } from './inference'
import { slide, windowOf } from './window'

/** X [N, C, spatial...] -> [N, C, spatial...]. */
export const inferAveragePool: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const [batch = 1, channels = 1, ...spatial] = x.shape
  const kernel = intsAttribute(node, 'kernel_shape', [])
  if (kernel.length !== spatial.length) throw new Error(`a window of ${kernel.length} dimensions over ${spatial.length}`)
  return [{ type: x.type, shape: [batch, channels, ...slide(windowOf(node, kernel), spatial)] }]
}

/** As AveragePool, and the indices of the maxima in the flattened input. */
export const inferMaxPool: InferShapes = (node) => {
  const pooled = inferAveragePool(node)
  return [...pooled, ...pooled.map(({ shape }) => ({ type: 'int64' as const, shape }))]
}
