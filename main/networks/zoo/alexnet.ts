// AlexNet as the book has it, in the forms of its tabs.
// Dive into Deep Learning, section "Deep Convolutional Neural Networks (AlexNet)".
import type { Architecture } from './architecture'
import { conv2d, dropoutAt, flatten, linear, maxPool2d, relu } from '../listing'

/**
 * For images of 1x224x224: 46,764,746 parameters with 10 classes.
 *
 * The tabs differ in the padding of the first convolution: one pixel in PyTorch and JAX, none in MXNet and TensorFlow. At 224 pixels both
 * give 54×54. All other paddings agree: TensorFlow's `same` and JAX's default are 2 for the 5x5 kernel and 1 for 3x3 at stride 1.
 * TensorFlow and JAX flatten with the channels last, which only changes the order of the inputs of the first fully connected layer.
 */
export const alexnet: Architecture = ({ classes, dropout, tab }) => [
  conv2d(96, { kernel: 11, stride: 4, padding: tab === 'pytorch' || tab === 'jax' ? 1 : 0 }), relu(),
  maxPool2d({ kernel: 3, stride: 2 }),
  conv2d(256, { kernel: 5, padding: 2 }), relu(),
  maxPool2d({ kernel: 3, stride: 2 }),
  conv2d(384, { kernel: 3, padding: 1 }), relu(),
  conv2d(384, { kernel: 3, padding: 1 }), relu(),
  conv2d(256, { kernel: 3, padding: 1 }), relu(),
  maxPool2d({ kernel: 3, stride: 2 }),
  flatten(),
  linear(4096), relu(), ...dropoutAt(dropout),
  linear(4096), relu(), ...dropoutAt(dropout),
  linear(classes),
]
