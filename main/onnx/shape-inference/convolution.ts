// Shape inference of Conv and ConvTranspose.
import { phrase } from '@language/phrase'
import { intAttribute, intsAttribute, requiredInput } from '../graph'
import type { Shape } from '../tensor'
import type { InferenceContext, InferShapes } from './inference'
import { slide, transposedWindowOf, windowOf } from './window'

/** Checks what a convolution says beside its kernel: its bias, and the size of the kernel. @param kernel sizes along height and width */
function assertFits(node: InferenceContext, maps: number, kernel: Shape): void {
  const bias = node.inputs[2]
  if (bias && bias.shape.join() !== String(maps)) throw new Error(phrase('its bias of [{bias}] does not have one number for each of {channels} channels', { bias: bias.shape.join(', '), channels: maps }))
  const stated = intsAttribute(node, 'kernel_shape', kernel)
  if (stated.join() !== kernel.join()) throw new Error(phrase('its kernel is of [{kernel}], but the node says [{stated}]', { kernel: kernel.join(', '), stated: stated.join(', ') }))
}

/** Conv: X [N, C, spatial...], W [M, C / group, kernel...] -> [N, M, spatial...]. */
export const inferConv: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const w = requiredInput(node, 1)
  const [batch = 1, channels = 1, ...spatial] = x.shape
  const [maps = 1, channelsOfGroup = 1, ...kernel] = w.shape
  const groups = intAttribute(node, 'group', 1)
  if (channels !== channelsOfGroup * groups) {
    throw new Error(phrase('an input of {channels} channels does not fit a kernel for {wanted}', { channels, wanted: channelsOfGroup * groups }))
  }
  if (groups < 1 || maps % groups !== 0) throw new Error(phrase('{channels} output channels do not make {groups} groups', { channels: maps, groups }))
  assertFits(node, maps, kernel)
  return [{ type: x.type, shape: [batch, maps, ...slide(windowOf(node, kernel, spatial), spatial)] }]
}

/** ConvTranspose: X [N, C, spatial...], W [C, M / group, kernel...] -> [N, M, spatial...]. */
export const inferConvTranspose: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const w = requiredInput(node, 1)
  const [batch = 1, channels = 1, ...spatial] = x.shape
  const [channelsOfKernel = 1, mapsOfGroup = 1, ...kernel] = w.shape
  const groups = intAttribute(node, 'group', 1)
  if (groups < 1) throw new Error(phrase('there are no {groups} groups', { groups }))
  assertFits(node, mapsOfGroup * groups, kernel)
  if (channels !== channelsOfKernel || channels % groups !== 0) {
    throw new Error(phrase('an input of {channels} channels does not fit a kernel for {wanted} in {groups} groups', { channels, wanted: channelsOfKernel, groups }))
  }
  return [{ type: x.type, shape: [batch, mapsOfGroup * groups, ...transposedWindowOf(node, kernel, spatial).spatial] }]
}
