// GoogLeNet: blocks of parallel branches with kernels of several sizes.
// C. Szegedy et al., "Going Deeper with Convolutions", CVPR 2015, table 1, without the auxiliary classifiers;
// Dive into Deep Learning, section "Multi-Branch Networks (GoogLeNet)", which leaves out normalisation and dropout.
import type { LayerInput } from '@contract/models/layers/layer'
import { conv2d, flatten, globalAvgPool2d, linear, maxPool2d, parallel, relu } from '../listing'
import type { Architecture } from './architecture'

/** Convolutions of 1x1, 3x3 and 5x5 pixels and a pool in parallel; 1x1 convolutions in front of the larger ones reduce the channels. */
const inception = (c1: number, [reduce3, c3]: readonly [number, number], [reduce5, c5]: readonly [number, number], pooled: number): LayerInput =>
  parallel(
    [conv2d(c1, { kernel: 1 }), relu()],
    [conv2d(reduce3, { kernel: 1 }), relu(), conv2d(c3, { kernel: 3, padding: 1 }), relu()],
    [conv2d(reduce5, { kernel: 1 }), relu(), conv2d(c5, { kernel: 5, padding: 2 }), relu()],
    [maxPool2d({ kernel: 3, stride: 1, padding: 1 }), conv2d(pooled, { kernel: 1 }), relu()],
  )

const halve = (): LayerInput => maxPool2d({ kernel: 3, stride: 2, padding: 1 })

/** For images of 3x224x224: 6,998,552 parameters with 1000 classes. */
export const googlenet: Architecture = ({ classes }) => [
  conv2d(64, { kernel: 7, stride: 2, padding: 3 }), relu(), halve(),
  conv2d(64, { kernel: 1 }), relu(),
  conv2d(192, { kernel: 3, padding: 1 }), relu(), halve(),
  inception(64, [96, 128], [16, 32], 32),
  inception(128, [128, 192], [32, 96], 64), halve(),
  inception(192, [96, 208], [16, 48], 64),
  inception(160, [112, 224], [24, 64], 64),
  inception(128, [128, 256], [24, 64], 64),
  inception(112, [144, 288], [32, 64], 64),
  inception(256, [160, 320], [32, 128], 128), halve(),
  inception(256, [160, 320], [32, 128], 128),
  inception(384, [192, 384], [48, 128], 128),
  globalAvgPool2d(), flatten(),
  linear(classes),
]
