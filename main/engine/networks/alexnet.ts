// AlexNet as the book's PyTorch tab has it.
// A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012;
// Dive into Deep Learning, section "Deep Convolutional Neural Networks (AlexNet)".
import type { Architecture } from './architecture'
import { conv2d, dropout, flatten, linear, maxPool2d, relu } from './layers'
import type { Layer } from './network-builder'

/** For images of 1x224x224: 46,764,746 parameters with 10 classes. */
export const alexnet: Architecture = ({ classes, dropout: rate }) => {
  const drop: readonly Layer[] = rate > 0 ? [dropout(rate)] : []
  return [
    conv2d(96, { kernel: 11, stride: 4, padding: 1 }), relu(),
    maxPool2d({ kernel: 3, stride: 2 }),
    conv2d(256, { kernel: 5, padding: 2 }), relu(),
    maxPool2d({ kernel: 3, stride: 2 }),
    conv2d(384, { kernel: 3, padding: 1 }), relu(),
    conv2d(384, { kernel: 3, padding: 1 }), relu(),
    conv2d(256, { kernel: 3, padding: 1 }), relu(),
    maxPool2d({ kernel: 3, stride: 2 }),
    flatten(),
    linear(4096), relu(), ...drop,
    linear(4096), relu(), ...drop,
    linear(classes),
  ]
}
