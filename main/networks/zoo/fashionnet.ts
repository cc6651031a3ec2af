// A network designed for the 28x28 images of Fashion-MNIST and for training on a processor, the book's exercise.
import type { Architecture } from './architecture'
import { batchNorm, conv2d, dropoutAt, flatten, linear, maxPool2d, relu } from '../listing'
import type { LayerInput } from '@contract/models/layers/layer'

/**
 * For images of 1x28x28: 252,650 parameters with 10 classes.
 *
 * Pooling comes before normalisation and activation, which are bound by memory and so work on a quarter of the elements.
 * Normalisation needs no bias in the convolution before it.
 */
export const fashionnet: Architecture = ({ classes, dropout }) => {
  const pool = maxPool2d({ kernel: 2, stride: 2 })
  const convolution = (channels: number, kernel: number, ...pooling: readonly LayerInput[]): readonly LayerInput[] => [
    conv2d(channels, { kernel, padding: (kernel - 1) / 2, bias: false }), ...pooling, batchNorm(), relu(),
  ]
  return [
    ...convolution(32, 5, pool),
    ...convolution(64, 3, pool),
    ...convolution(128, 3),
    ...convolution(128, 3, pool),
    flatten(), ...dropoutAt(dropout),
    linear(classes),
  ]
}
