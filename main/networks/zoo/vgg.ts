// Networks of blocks, as the Visual Geometry Group published them.
// K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", ICLR 2015, table 1, columns A and D;
// Dive into Deep Learning, section "Networks Using Blocks (VGG)".
import type { LayerInput } from '@contract/models/layers/layer'
import { conv2d, dropoutAt, flatten, linear, maxPool2d, relu } from '../listing'
import type { Architecture } from './architecture'

/** A number of 3x3 convolutions, then a pool that halves height and width. */
const block = (convolutions: number, channels: number): readonly LayerInput[] => [
  ...Array.from({ length: convolutions }, () => [conv2d(channels, { kernel: 3, padding: 1 }), relu()]).flat(),
  maxPool2d({ kernel: 2, stride: 2 }),
]

/** Five blocks and three fully connected layers. @param convolutions number in each block */
const vgg = (...convolutions: readonly [number, number, number, number, number]): Architecture => {
  const channels = [64, 128, 256, 512, 512]
  return ({ classes, dropout }) => [
    ...convolutions.flatMap((count, index) => block(count, channels[index] ?? 512)),
    flatten(),
    linear(4096), relu(), ...dropoutAt(dropout),
    linear(4096), relu(), ...dropoutAt(dropout),
    linear(classes),
  ]
}

/** For images of 3x224x224: 132,863,336 parameters with 1000 classes. The book trains one with a quarter of the channels. */
export const vgg11 = vgg(1, 1, 2, 2, 2)

/** For images of 3x224x224: 138,357,544 parameters with 1000 classes. */
export const vgg16 = vgg(2, 2, 3, 3, 3)
