// Shape inference of normalisations.
import { intAttribute, requiredInput } from '../graph'
import type { InferShapes } from './inference'

/** LRN over [N, C, spatial...], with the restrictions of ONNX Runtime. */
export const inferLrn: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const size = intAttribute(node, 'size', 0)
  if (size < 1 || size % 2 === 0) throw new Error(`ONNX Runtime normalises over an odd number of channels only, not ${size}`)
  return [{ type, shape }]
}
