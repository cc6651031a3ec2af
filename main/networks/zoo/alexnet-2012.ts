// AlexNet as it was published in 2012.
// A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012, sections 3 to 5.
import type { Architecture } from './architecture'
import { conv2d, dropoutAt, flatten, linear, localResponseNorm, maxPool2d, multiply, relu } from '../listing'

/**
 * For images of 3x224x224: 60,965,224 parameters with 1000 classes.
 *
 * The channels of each convolution were divided between two GPUs, which exchanged them only before the third convolution and the fully
 * connected layers; the other convolutions have two groups. 55×55 positions of the first kernel need three pixels of padding at 224, which
 * the paper does not mention; with one in front and two behind, images of 227 pixels give 55×55 as well. Biases of 1 give the ReLUs positive
 * inputs early in training. The paper's pixels ran from 0 to 255; here they run from 0 to 1, where with weights of 0.01 such biases would
 * drown the image, hence the factor in front.
 */
export const alexnet2012: Architecture = ({ classes, dropout }) => [
  multiply(255),
  conv2d(96, { kernel: 11, stride: 4, padding: { top: 1, left: 1, bottom: 2, right: 2 }, initialBias: 0 }), relu(),
  localResponseNorm({ size: 5, alpha: 5e-4, beta: 0.75, k: 2 }),
  maxPool2d({ kernel: 3, stride: 2 }),
  conv2d(256, { kernel: 5, padding: 2, groups: 2, initialBias: 1 }), relu(),
  localResponseNorm({ size: 5, alpha: 5e-4, beta: 0.75, k: 2 }),
  maxPool2d({ kernel: 3, stride: 2 }),
  conv2d(384, { kernel: 3, padding: 1, initialBias: 0 }), relu(),
  conv2d(384, { kernel: 3, padding: 1, groups: 2, initialBias: 1 }), relu(),
  conv2d(256, { kernel: 3, padding: 1, groups: 2, initialBias: 1 }), relu(),
  maxPool2d({ kernel: 3, stride: 2 }),
  flatten(),
  linear(4096, { initialBias: 1 }), relu(), ...dropoutAt(dropout),
  linear(4096, { initialBias: 1 }), relu(), ...dropoutAt(dropout),
  linear(classes, { initialBias: 0 }),
]
