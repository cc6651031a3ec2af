// MobileNet V2 as torchvision has it: inverted residual blocks of depthwise convolutions.
// M. Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018, table 2; torchvision.models.mobilenet_v2.
import type { LayerInput, OptionsOf } from '@contract/models/layers/layer'
import { batchNorm, conv2d, dropoutAt, flatten, globalAvgPool2d, linear, relu6, residual } from '../listing'
import type { Architecture } from './architecture'

const convolution = (channels: number, options: Omit<OptionsOf<'conv2d'>, 'channels'>): readonly LayerInput[] => [
  conv2d(channels, { ...options, bias: false }), batchNorm(), relu6(),
]

/** 1x1 to `expansion` times the channels, depthwise 3x3, and 1x1 to few channels again, without an activation at the end. */
function block(inputs: number, channels: number, stride: 1 | 2, expansion: number): readonly LayerInput[] {
  const hidden = inputs * expansion
  const layers = [
    ...(expansion > 1 ? convolution(hidden, { kernel: 1 }) : []),
    ...convolution(hidden, { kernel: 3, stride, padding: 1, groups: hidden }),
    conv2d(channels, { kernel: 1, bias: false }), batchNorm(),
  ]
  return stride === 1 && inputs === channels ? [residual(layers)] : layers
}

/** The stages: expansion, channels, number of blocks, stride of the first block. */
const stages = [[1, 16, 1, 1], [6, 24, 2, 2], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1], [6, 160, 3, 2], [6, 320, 1, 1]] as const

function blocks(): readonly LayerInput[] {
  let inputs = 32
  return stages.flatMap(([expansion, channels, count, stride]) =>
    Array.from({ length: count }, (_, index) => {
      const layers = block(inputs, channels, index === 0 ? stride : 1, expansion)
      inputs = channels
      return layers
    }).flat(),
  )
}

/** For images of 3x224x224: 3,504,872 parameters with 1000 classes. */
export const mobilenetV2: Architecture = ({ classes, dropout }) => [
  ...convolution(32, { kernel: 3, stride: 2, padding: 1 }),
  ...blocks(),
  ...convolution(1280, { kernel: 1 }),
  globalAvgPool2d(), flatten(), ...dropoutAt(dropout),
  linear(classes),
]
