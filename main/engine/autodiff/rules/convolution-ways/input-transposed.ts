// Gradient of a convolution by its input as the transposed convolution of the output's gradient with the same kernel.
import { reachOf } from '../../../../onnx/shape-inference/window'
import { convolveTransposed } from '../convolution'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'

export const inputTransposed: ConvWay<'input gradient'> = {
  fits: () => true,
  cost: directCost,
  emit: ({ g, place: { convolution, images } }, { w, gradY }) => {
    const [, , ...spatial] = images
    const [, , ...positions] = gradY.shape
    const { strides, padBegin, padEnd } = convolution
    const unreached = spatial.map((size, axis) => {
      const padded = size + (padBegin[axis] ?? 0) + (padEnd[axis] ?? 0)
      return padded - ((positions[axis] ?? 1) - 1) * (strides[axis] ?? 1) - reachOf(convolution, axis)
    })
    return convolveTransposed(g, gradY, w, convolution, unreached)
  },
}
