// Shape inference of Conv and ConvTranspose.
import { intAttribute, intsAttribute, requiredInput } from '../graph'
import type { InferShapes } from './inference'
import { slide, windowOf } from './window'

/** Conv: X [N, C, spatial...], W [M, C / group, kernel...] -> [N, M, spatial...]. */
export const inferConv: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const w = requiredInput(node, 1)
  const [batch = 1, channels = 1, ...spatial] = x.shape
  const [maps = 1, channelsOfGroup = 1, ...kernel] = w.shape
  const groups = intAttribute(node, 'group', 1)
  if (channels !== channelsOfGroup * groups) {
    throw new Error(`an input of ${channels} channels does not fit a kernel for ${channelsOfGroup * groups}`)
  }
  return [{ type: x.type, shape: [batch, maps, ...slide(windowOf(node, kernel), spatial)] }]
}

/** ConvTranspose: X [N, C, spatial...], W [C, M / group, kernel...] -> [N, M, spatial...]. */
export const inferConvTranspose: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const w = requiredInput(node, 1)
  const [batch = 1, , ...spatial] = x.shape
  const [, mapsOfGroup = 1, ...kernel] = w.shape
  const { strides, dilations, padBegin, padEnd } = windowOf(node, kernel)
  const outputPadding = intsAttribute(node, 'output_padding', kernel.map(() => 0))
  const sizes = spatial.map((size, axis) => {
    const reach = ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1
    return (size - 1) * (strides[axis] ?? 1) + reach + (outputPadding[axis] ?? 0) - (padBegin[axis] ?? 0) - (padEnd[axis] ?? 0)
  })
  return [{ type: x.type, shape: [batch, mapsOfGroup * intAttribute(node, 'group', 1), ...sizes] }]
}
