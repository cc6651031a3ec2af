// Shape inference of normalisations.
import { intAttribute, requiredInput } from '../graph'
import type { InferShapes } from './inference'

/** BatchNormalization over [N, C, positions...]. */
export const inferBatchNormalization: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  if (shape.length < 2) throw new Error(`[${shape.join(', ')}] has no channels`)
  const wrong = [1, 2, 3, 4].find((index) => requiredInput(node, index).shape.join() !== String(shape[1]))
  if (wrong !== undefined) throw new Error(`its input ${wrong} does not have one number for each of ${shape[1]} channels`)
  return [{ type, shape }]
}

/** LRN over [N, C, spatial...], with the restrictions of ONNX Runtime. */
export const inferLrn: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const size = intAttribute(node, 'size', 0)
  if (size < 1 || size % 2 === 0) throw new Error(`ONNX Runtime normalises over an odd number of channels only, not ${size}`)
  return [{ type, shape }]
}
