// Residual networks as they were published for the small images of CIFAR-10.
// K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, section 4.2.
import type { Architecture } from './architecture'
import { batchNorm, conv2d, flatten, globalAvgPool2d, linear, padChannels, relu, residual, subsample } from '../listing'
import type { LayerInput } from '@contract/models/layers/layer'

/** Two convolutions and a shortcut without parameters: the input itself, or every second pixel of it with channels of zeros added. */
function block(channels: number, stride: 1 | 2): readonly LayerInput[] {
  const convolutions = [
    conv2d(channels, { kernel: 3, stride, padding: 1, bias: false }), batchNorm(), relu(),
    conv2d(channels, { kernel: 3, padding: 1, bias: false }), batchNorm(),
  ]
  const shortcut = stride === 1 ? [] : [subsample(stride), padChannels(channels)]
  return [residual(convolutions, shortcut), relu()]
}

/** A first convolution, three stages of blocks with 16, 32 and 64 channels, and a classifier: 6 x blocks + 2 layers with weights. */
const resnet = (blocks: number): Architecture => {
  const stage = (channels: number, stride: 1 | 2): readonly LayerInput[] =>
    Array.from({ length: blocks }, (_, index) => block(channels, index === 0 ? stride : 1)).flat()
  return ({ classes }) => [
    conv2d(16, { kernel: 3, padding: 1, bias: false }), batchNorm(), relu(),
    ...stage(16, 1),
    ...stage(32, 2),
    ...stage(64, 2),
    globalAvgPool2d(), flatten(),
    linear(classes),
  ]
}

/** For images of 1x28x28: 75,002 parameters with 10 classes. */
export const resnet8 = resnet(1)

/** For images of 3x32x32: 269,722 parameters with 10 classes, "0.27M" in the paper. */
export const resnet20 = resnet(3)
