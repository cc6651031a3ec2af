// Gradient of a convolution by its kernel as a convolution with stride and dilation exchanged.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { reshape, transpose } from '../../../../onnx/operations'
import { channelsFirst, convolve, croppedTo, type Convolution } from '../convolution'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'

/**
 * Its batch are the channels of x, its channels the images: [C, N, spatial...]. Its kernel is the gradient: [M, N, positions...]. With groups, its
 * batch are the C / groups channels of a group.
 */
export const kernelAsConvolution: ConvWay<'kernel gradient'> = {
  fits: () => true,
  cost: directCost,
  emit: ({ g, place: { convolution } }, { x, gradY }) => {
    const { kernel, strides, dilations } = convolution
    const exchanged = { ...convolution, kernel: gradY.shape.slice(2), strides: dilations, dilations: strides }
    const correlated = convolve(g, batchOfChannels(g, x, convolution), channelsFirst(g, gradY), exchanged)
    return channelsFirst(g, croppedTo(g, correlated, [...correlated.shape.slice(0, 2), ...kernel]))
  },
}

/** Images [N, C, spatial...] to [C / groups, groups N, spatial...]. */
function batchOfChannels(g: GraphBuilder, x: Value, { groups }: Convolution): Value {
  if (groups === 1) return channelsFirst(g, x)
  const [n = 0, c = 0, ...spatial] = x.shape
  const byGroup = transpose(g, reshape(g, x, [n, groups, c / groups, ...spatial]), [2, 1, 0, ...spatial.map((_, axis) => axis + 3)])
  return reshape(g, byGroup, [c / groups, groups * n, ...spatial])
}
