// Small networks that between them hold every kind of layer, with every option that changes how a program writes it.
import type { LayerInput, LayerKind, SimpleKind } from '@contract/models/layers/layer'
import type { WrittenKind } from '../unwritten-layers'
import type { NetworkListing, networkListingSchema } from '@contract/models/layers/listing'
import type { z } from 'zod'

type WrittenListing = z.input<typeof networkListingSchema>

/** Layers over images of 4 x 12 x 10 that give images, by kind; the compiler sees that none is missing. */
const overImages: Readonly<Record<Exclude<LayerKind, Exclude<SimpleKind, WrittenKind> | 'linear' | 'flatten'>, readonly LayerInput[]>> = {
  conv2d: [
    { layer: 'conv2d', channels: 6, kernel: 3 },
    { layer: 'conv2d', channels: 6, kernel: [3, 5], stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2, bias: false },
    { layer: 'conv2d', channels: 8, kernel: [3, 2], stride: 2, dilation: 2, padding: 1, groups: 4, initialBias: 0.5 },
    { layer: 'conv2d', channels: 5, kernel: 4, padding: { top: 2, left: 0, bottom: 1, right: 3 } },
    { layer: 'conv2d', channels: 5, kernel: 5, padding: 2 },
    { layer: 'conv2d', channels: 5, kernel: 3, stride: 2, padding: { top: 0, left: 0, bottom: 1, right: 1 } },
  ],
  convTranspose2d: [
    { layer: 'convTranspose2d', channels: 6, kernel: 3 },
    { layer: 'convTranspose2d', channels: 6, kernel: 3, stride: 2, padding: 1, outputPadding: 1 },
    { layer: 'convTranspose2d', channels: 6, kernel: [3, 4], stride: [2, 3], padding: [1, 0], outputPadding: [1, 2], groups: 2, bias: false },
    { layer: 'convTranspose2d', channels: 5, kernel: 2, stride: 3, padding: { top: 1, left: 0, bottom: 0, right: 2 } },
    { layer: 'convTranspose2d', channels: 5, kernel: 3, stride: 2, dilation: 2, padding: 2, outputPadding: 1 },
    { layer: 'convTranspose2d', channels: 5, kernel: 3, dilation: [2, 1], padding: [3, 2] },
    { layer: 'convTranspose2d', channels: 5, kernel: 1, stride: 1, padding: 1 },
  ],
  maxPool2d: [
    { layer: 'maxPool2d', kernel: 2 },
    { layer: 'maxPool2d', kernel: 3, stride: 2, padding: 1 },
    { layer: 'maxPool2d', kernel: 3, stride: 1, padding: 1 },
    { layer: 'maxPool2d', kernel: [3, 2], stride: [1, 2], dilation: [2, 3], padding: [1, 0] },
    { layer: 'maxPool2d', kernel: 3, stride: 2, ceilMode: true },
    { layer: 'maxPool2d', kernel: 3, stride: 2, padding: 1, ceilMode: true },
    { layer: 'maxPool2d', kernel: [4, 3], stride: 3, padding: { top: 2, left: 0, bottom: 1, right: 1 } },
  ],
  avgPool2d: [
    { layer: 'avgPool2d', kernel: [2, 3] },
    { layer: 'avgPool2d', kernel: 3, stride: 2, padding: 1 },
    { layer: 'avgPool2d', kernel: 3, stride: 2, padding: 1, countIncludePad: false },
    { layer: 'avgPool2d', kernel: 3, stride: 2, ceilMode: true },
    { layer: 'avgPool2d', kernel: 4, stride: 3, padding: { top: 2, left: 0, bottom: 1, right: 1 } },
    { layer: 'avgPool2d', kernel: 4, stride: 3, padding: { top: 2, left: 0, bottom: 1, right: 1 }, countIncludePad: false },
  ],
  adaptiveMaxPool2d: [{ layer: 'adaptiveMaxPool2d', output: [4, 5] }],
  adaptiveAvgPool2d: [{ layer: 'adaptiveAvgPool2d', output: [3, 2] }, { layer: 'adaptiveAvgPool2d', output: 1 }],
  globalMaxPool2d: [{ layer: 'globalMaxPool2d' }],
  globalAvgPool2d: [{ layer: 'globalAvgPool2d' }],
  batchNorm: [{ layer: 'batchNorm' }, { layer: 'batchNorm', eps: 1e-3, momentum: 0.2 }],
  groupNorm: [{ layer: 'groupNorm', groups: 2 }, { layer: 'groupNorm', groups: 4, eps: 1e-3, affine: false }],
  layerNorm: [{ layer: 'layerNorm' }, { layer: 'layerNorm', eps: 1e-3, affine: false }],
  localResponseNorm: [{ layer: 'localResponseNorm', size: 3 }, { layer: 'localResponseNorm', size: 5, alpha: 0.02, beta: 0.5, k: 2 }],
  relu: [{ layer: 'relu' }],
  relu6: [{ layer: 'relu6' }],
  hardtanh: [{ layer: 'hardtanh' }, { layer: 'hardtanh', minVal: -0.2, maxVal: 0.3 }],
  leakyRelu: [{ layer: 'leakyRelu' }, { layer: 'leakyRelu', negativeSlope: 0.3 }],
  prelu: [{ layer: 'prelu' }, { layer: 'prelu', perChannel: true, init: 0.1 }],
  elu: [{ layer: 'elu' }, { layer: 'elu', alpha: 0.5 }],
  selu: [{ layer: 'selu' }],
  gelu: [{ layer: 'gelu' }, { layer: 'gelu', approximate: 'tanh' }],
  silu: [{ layer: 'silu' }],
  mish: [{ layer: 'mish' }],
  softplus: [{ layer: 'softplus' }],
  sigmoid: [{ layer: 'sigmoid' }],
  hardsigmoid: [{ layer: 'hardsigmoid' }],
  hardswish: [{ layer: 'hardswish' }],
  tanh: [{ layer: 'tanh' }],
  softmax: [{ layer: 'softmax' }],
  logSoftmax: [{ layer: 'logSoftmax' }],
  dropout: [{ layer: 'dropout' }],
  dropout2d: [{ layer: 'dropout2d', p: 0.2 }],
  upsample: [
    { layer: 'upsample', scale: [2, 3] },
    { layer: 'upsample', scale: 2, mode: 'bilinear' },
  ],
  multiply: [{ layer: 'multiply', factor: 0.5 }],
  subsample: [{ layer: 'subsample', stride: 3 }],
  padChannels: [{ layer: 'padChannels', channels: 7 }],
  residual: [
    { layer: 'residual', layers: [{ layer: 'conv2d', channels: 4, kernel: 3, padding: 1 }, { layer: 'relu' }] },
    {
      layer: 'residual',
      layers: [{ layer: 'conv2d', channels: 6, kernel: 3, stride: 2, padding: 1 }, { layer: 'batchNorm' }, { layer: 'residual', layers: [{ layer: 'conv2d', channels: 6, kernel: 1 }] }],
      shortcut: [{ layer: 'conv2d', channels: 6, kernel: 1, stride: 2 }, { layer: 'batchNorm' }],
    },
  ],
  parallel: [
    { layer: 'parallel', branches: [[], [{ layer: 'conv2d', channels: 2, kernel: 1 }]] },
    {
      layer: 'parallel',
      branches: [
        [{ layer: 'conv2d', channels: 2, kernel: 3, padding: 1 }, { layer: 'relu' }],
        [{ layer: 'parallel', branches: [[{ layer: 'conv2d', channels: 3, kernel: 1 }], [{ layer: 'maxPool2d', kernel: 3, stride: 1, padding: 1 }]] }],
      ],
    },
  ],
}

/** Layers over vectors of 5 x 2 x 3 numbers, images that were flattened, where they differ from those over images. */
const overVectors: readonly (readonly LayerInput[])[] = [
  [{ layer: 'linear', features: 6, bias: false }],
  [{ layer: 'relu' }, { layer: 'dropout' }, { layer: 'linear', features: 6, initialBias: 1 }, { layer: 'sigmoid' }],
  [{ layer: 'batchNorm' }],
  [{ layer: 'groupNorm', groups: 5 }],
  [{ layer: 'layerNorm' }],
  [{ layer: 'prelu', perChannel: true }],
  [{ layer: 'prelu' }],
  [{ layer: 'softmax' }],
  [{ layer: 'residual', layers: [{ layer: 'linear', features: 30 }] }],
  [{ layer: 'parallel', branches: [[{ layer: 'linear', features: 4 }], []] }],
]

const initializers: readonly NetworkListing['initializer'][] = ['xavier-uniform', 'kaiming-normal', 'pytorch-default', 'normal-0.01']
const toFour: LayerInput = { layer: 'conv2d', channels: 4, kernel: 1 }
const classifier: readonly LayerInput[] = [{ layer: 'flatten' }, { layer: 'linear', features: 3 }]

export const everyLayer: readonly WrittenListing[] = [
  ...Object.values(overImages).flatMap((variants) => variants.map((layer) => ({ name: layer.layer, input: [4, 12, 10] as [number, number, number], layers: [toFour, { layer: 'batchNorm' } as const, layer, ...classifier] }))),
  ...overVectors.map((layers) => ({
    name: `flat ${layers[0]?.layer ?? ''}`,
    input: [3, 4, 6] as [number, number, number],
    layers: [{ layer: 'conv2d', channels: 5, kernel: 3, padding: 1, stride: 2 } as const, { layer: 'flatten' } as const, ...layers, { layer: 'linear', features: 3 } as const],
  })),
  // Logits that are a flattened image, in its order.
  { name: 'flat at the end', input: [2, 4, 4] as [number, number, number], layers: [{ layer: 'conv2d', channels: 3, kernel: 3 } as const, { layer: 'flatten' } as const] },
].map((listing, index) => ({ ...listing, initializer: initializers[index % initializers.length] ?? 'xavier-uniform' }))
