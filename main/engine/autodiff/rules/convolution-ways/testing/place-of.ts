// Convolutions as places of a program of the CPU, for tests.
import { slide } from '../../../../../onnx/shape-inference/window'
import type { Shape } from '../../../../../onnx/tensor'
import { capabilitiesOf } from '../../../../capabilities'
import type { ConvPlace } from '../conv-place'

/** A convolution with square kernels and equal padding. */
export function placeOf(images: Shape, kernels: Shape, padding: number, { stride = 1, groups = 1 } = {}): ConvPlace {
  const [kernel = 1] = kernels.slice(2)
  const convolution = {
    kernel: [kernel, kernel],
    strides: [stride, stride],
    dilations: [1, 1],
    padBegin: [padding, padding],
    padEnd: [padding, padding],
    ceilMode: false,
    groups,
  }
  const output = [images[0] ?? 1, kernels[0] ?? 1, ...slide(convolution, images.slice(2))]
  return { convolution, images, kernels, output, type: 'float32', capabilities: capabilitiesOf.cpu, fast: true, block: null }
}
