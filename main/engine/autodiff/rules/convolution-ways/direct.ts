// The forward pass as it is defined: ONNX Runtime's own convolution.
import { convolve } from '../convolution'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'

export const direct: ConvWay<'forward'> = {
  fits: () => true,
  cost: directCost,
  emit: ({ g, place }, { x, w, bias }) => convolve(g, x, w, place.convolution, bias),
}
