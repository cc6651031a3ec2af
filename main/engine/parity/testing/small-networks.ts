// Networks with very few multiplications, for tests on WebGPU's software driver, where compiling shaders takes most of the time.
import { buildLayers } from '../../../networks/build-layers'
import { batchNorm, conv2d, dropout, flatten, linear, maxPool2d, relu } from '../../../networks/listing'
import type { Network } from '../../../networks/network'

/** Every kind of layer once. */
export const smallNetwork = (batchSize: number): Network =>
  buildLayers('small', [batchSize, 1, 28, 28], [
    conv2d(4, { kernel: 5, stride: 3 }), relu(), batchNorm(), maxPool2d({ kernel: 3, stride: 2 }),
    flatten(), linear(8), relu(), dropout(0.5), linear(10),
  ])

/** A network with few shaders that has every kind of state (parameters, buffers, slots) and dropout masks. */
export const tinyNetwork = (batchSize: number): Network =>
  buildLayers('tiny', [batchSize, 1, 28, 28], [conv2d(2, { kernel: 7, stride: 7 }), batchNorm(), flatten(), dropout(0.5), linear(10)])
