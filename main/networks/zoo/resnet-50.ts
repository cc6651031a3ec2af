// ResNet-50 as torchvision has it: bottleneck blocks, which halve height and width in their 3x3 convolution.
// K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, table 1; torchvision.models.resnet50.
import type { LayerInput, OptionsOf } from '@contract/models/layers/layer'
import { batchNorm, conv2d, flatten, globalAvgPool2d, linear, maxPool2d, relu, residual } from '../listing'
import type { Architecture } from './architecture'

const convolution = (channels: number, options: Omit<OptionsOf<'conv2d'>, 'channels'>): readonly LayerInput[] => [
  conv2d(channels, { ...options, bias: false }), batchNorm(),
]

/** 1x1 to fewer channels, 3x3, and 1x1 to four times as many; the input is added, or in the first block of a stage a 1x1 convolution of it. */
const block = (channels: number, stride: 1 | 2, isFirst: boolean): readonly LayerInput[] => [
  residual(
    [
      ...convolution(channels, { kernel: 1 }), relu(),
      ...convolution(channels, { kernel: 3, stride, padding: 1 }), relu(),
      ...convolution(4 * channels, { kernel: 1 }),
    ],
    isFirst ? convolution(4 * channels, { kernel: 1, stride }) : [],
  ),
  relu(),
]

const stage = (blocks: number, channels: number, stride: 1 | 2): readonly LayerInput[] =>
  Array.from({ length: blocks }, (_, index) => block(channels, index === 0 ? stride : 1, index === 0)).flat()

/** For images of 3x224x224: 25,557,032 parameters with 1000 classes. */
export const resnet50: Architecture = ({ classes }) => [
  ...convolution(64, { kernel: 7, stride: 2, padding: 3 }), relu(),
  maxPool2d({ kernel: 3, stride: 2, padding: 1 }),
  ...stage(3, 64, 1),
  ...stage(4, 128, 2),
  ...stage(6, 256, 2),
  ...stage(3, 512, 2),
  globalAvgPool2d(), flatten(),
  linear(classes),
]
