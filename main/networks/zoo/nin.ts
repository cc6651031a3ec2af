// Network in network: 1x1 convolutions instead of fully connected layers.
// M. Lin, Q. Chen, S. Yan, "Network In Network", ICLR 2014; Dive into Deep Learning, section "Network in Network (NiN)".
import type { LayerInput, OptionsOf } from '@contract/models/layers/layer'
import { conv2d, dropoutAt, flatten, globalAvgPool2d, maxPool2d, relu } from '../listing'
import type { Architecture } from './architecture'

/** A convolution, followed at each pixel by a fully connected network of two layers. */
const block = (channels: number, options: Omit<OptionsOf<'conv2d'>, 'channels'>): readonly LayerInput[] => [
  conv2d(channels, options), relu(),
  conv2d(channels, { kernel: 1 }), relu(),
  conv2d(channels, { kernel: 1 }), relu(),
]

/** For images of 1x224x224: 1,992,166 parameters with 10 classes. The last block has a channel for each class, whose mean is the logit. */
export const nin: Architecture = ({ classes, dropout }) => [
  ...block(96, { kernel: 11, stride: 4 }),
  maxPool2d({ kernel: 3, stride: 2 }),
  ...block(256, { kernel: 5, padding: 2 }),
  maxPool2d({ kernel: 3, stride: 2 }),
  ...block(384, { kernel: 3, padding: 1 }),
  maxPool2d({ kernel: 3, stride: 2 }), ...dropoutAt(dropout),
  ...block(classes, { kernel: 3, padding: 1 }),
  globalAvgPool2d(), flatten(),
]
