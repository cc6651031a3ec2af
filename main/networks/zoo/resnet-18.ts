// ResNet-18 as the book has it.
// K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, table 1;
// Dive into Deep Learning, section "Residual Networks (ResNet) and ResNeXt".
import type { LayerInput } from '@contract/models/layers/layer'
import { batchNorm, conv2d, flatten, globalAvgPool2d, linear, maxPool2d, relu, residual } from '../listing'
import type { Architecture } from './architecture'

/** Two 3x3 convolutions, to which the input is added; where height and width are halved, a 1x1 convolution of it. */
const block = (channels: number, stride: 1 | 2): readonly LayerInput[] => [
  residual(
    [conv2d(channels, { kernel: 3, stride, padding: 1 }), batchNorm(), relu(), conv2d(channels, { kernel: 3, padding: 1 }), batchNorm()],
    stride === 1 ? [] : [conv2d(channels, { kernel: 1, stride })],
  ),
  relu(),
]

/**
 * For images of 3x224x224: 11,692,520 parameters with 1000 classes.
 *
 * Unlike the paper's, the book's convolutions have biases, and its shortcuts have no normalisation.
 */
export const resnet18: Architecture = ({ classes }) => [
  conv2d(64, { kernel: 7, stride: 2, padding: 3 }), batchNorm(), relu(),
  maxPool2d({ kernel: 3, stride: 2, padding: 1 }),
  ...block(64, 1), ...block(64, 1),
  ...block(128, 2), ...block(128, 1),
  ...block(256, 2), ...block(256, 1),
  ...block(512, 2), ...block(512, 1),
  globalAvgPool2d(), flatten(),
  linear(classes),
]
