// LeNet-5 as the book has it, with a choice of activation and pooling, and optional dropout.
// Y. LeCun et al., "Gradient-based learning applied to document recognition", Proc. IEEE 86(11), 1998;
// Dive into Deep Learning, section "Convolutional Neural Networks (LeNet)".
import type { Architecture } from './architecture'
import { activation, conv2d, dropoutAt, flatten, linear, pool2d } from '../listing'

/** For images of 1x28x28: 61,706 parameters with 10 classes. */
export const lenet: Architecture = ({ classes, activation: name, pooling, dropout }) => {
  const active = () => activation(name)
  const pool = () => pool2d(pooling, { kernel: 2, stride: 2 })
  return [
    conv2d(6, { kernel: 5, padding: 2 }), active(), pool(),
    conv2d(16, { kernel: 5 }), active(), pool(),
    flatten(),
    linear(120), active(), ...dropoutAt(dropout),
    linear(84), active(), ...dropoutAt(dropout),
    linear(classes),
  ]
}
