// Shape inference of Conv and ConvTranspose.
import { intAttribute, requiredInput } from '../graph'
import type { InferShapes } from './inference'
import { slide, transposedWindowOf, windowOf } from './window'

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
  if (maps % groups !== 0) throw new Error(`${maps} output channels do not make ${groups} groups`)
  return [{ type: x.type, shape: [batch, maps, ...slide(windowOf(node, kernel, spatial), spatial)] }]
}

/** ConvTranspose: X [N, C, spatial...], W [C, M / group, kernel...] -> [N, M, spatial...]. */
export const inferConvTranspose: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const w = requiredInput(node, 1)
  const [batch = 1, channels = 1, ...spatial] = x.shape
  const [channelsOfKernel = 1, mapsOfGroup = 1, ...kernel] = w.shape
  const groups = intAttribute(node, 'group', 1)
  if (channels !== channelsOfKernel || channels % groups !== 0) {
    throw new Error(`an input of ${channels} channels does not fit a kernel for ${channelsOfKernel} in ${groups} groups`)
  }
  return [{ type: x.type, shape: [batch, mapsOfGroup * groups, ...transposedWindowOf(node, kernel, spatial).spatial] }]
}
