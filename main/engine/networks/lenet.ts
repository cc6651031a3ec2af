// LeNet-5 as the book has it, and with ReLU and max-pooling.
// Y. LeCun et al., "Gradient-based learning applied to document recognition", Proc. IEEE 86(11), 1998;
// Dive into Deep Learning, section "Convolutional Neural Networks (LeNet)".
import type { Architecture } from './architecture'
import { avgPool2d, conv2d, flatten, linear, maxPool2d, relu, sigmoid } from './layers'
import type { Layer } from './network-builder'

const lenetWith = (activation: () => Layer, pool: () => Layer): Architecture => {
  return ({ classes }) => [
    conv2d(6, { kernel: 5, padding: 2 }), activation(), pool(),
    conv2d(16, { kernel: 5 }), activation(), pool(),
    flatten(),
    linear(120), activation(),
    linear(84), activation(),
    linear(classes),
  ]
}

/** Sigmoid and average pooling. */
export const lenet = lenetWith(sigmoid, () => avgPool2d({ kernel: 2, stride: 2 }))

/** ReLU and max-pooling. */
export const lenetRelu = lenetWith(relu, () => maxPool2d({ kernel: 2, stride: 2 }))
