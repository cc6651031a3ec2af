// Shape inference of normalisations.
import { phrase } from '@language/phrase'
import { intAttribute, requiredInput } from '../graph'
import type { InferShapes } from './inference'

/** BatchNormalization over [N, C, positions...]. */
export const inferBatchNormalization: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const [, channels = 0] = shape
  if (shape.length < 2) throw new Error(phrase('[{shape}] has no channels', { shape: shape.join(', ') }))
  const wrong = [1, 2, 3, 4].find((index) => requiredInput(node, index).shape.join() !== String(channels))
  if (wrong !== undefined) throw new Error(phrase('its input {index} does not have one number for each of {channels} channels', { index: wrong, channels }))
  return [{ type, shape }]
}

/** LRN over [N, C, spatial...], with the restrictions of ONNX Runtime. */
export const inferLrn: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const size = intAttribute(node, 'size', 0)
  if (size < 1 || size % 2 === 0) throw new Error(phrase('ONNX Runtime normalises over an odd number of channels only, not {size}', { size }))
  return [{ type, shape }]
}
