// Predicted cost of a convolution that is computed as it is defined.
import { multiplyAdds, type ConvPlace } from './conv-place'

/** Cost of one multiply-add in a direct convolution with many channels; twice that at `fewChannels` channels. Measured on the CPU. */
const costOfDirect = 1.6
const fewChannels = 16

/** Cost of one pass, in multiply-adds of a large matrix product. */
export function directCost(place: ConvPlace): number {
  const [maps = 1, channels = 1] = place.kernels
  const slowness = costOfDirect * (1 + fewChannels / Math.sqrt((maps / place.convolution.groups) * channels))
  return slowness * multiplyAdds(place)
}
