// Networks from lists: the graph of every kind of layer, and faults that name the layer by its place.
import { describe, expect, it } from 'vitest'
import { layerKinds, type LayerInput } from '@contract/models/layers/layer'
import { networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import { buildLayers } from './build-layers'
import { buildListing } from './build-listing'

const listingOf = (layers: readonly LayerInput[]): NetworkListing =>
  networkListingSchema.parse({ name: 'Mine', input: [3, 16, 16], initializer: 'kaiming-normal', layers: [...layers] })
const build = (layers: readonly LayerInput[], classes: number | null = null, size: readonly [number, number] = [16, 16]) =>
  buildListing(listingOf(layers), [2, 3, ...size], classes)

/** The error that building throws. */
function problemOf(...args: Parameters<typeof build>): LabError {
  try {
    build(...args)
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** A layer of every kind over images of 4 x 16 x 16, and the shape of its output. */
const examples: readonly (readonly [LayerInput, readonly number[]])[] = [
  [{ layer: 'conv2d', channels: 6, kernel: [3, 5], stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2, bias: false }, [6, 8, 12]],
  [{ layer: 'conv2d', channels: 6, kernel: 3, padding: { top: 2, left: 0, bottom: 1, right: 1 } }, [6, 17, 15]],
  [{ layer: 'convTranspose2d', channels: 6, kernel: 3, stride: 2, padding: 1, outputPadding: 1, groups: 2 }, [6, 32, 32]],
  [{ layer: 'maxPool2d', kernel: 3, stride: 2, padding: 1, dilation: 2 }, [4, 7, 7]],
  [{ layer: 'maxPool2d', kernel: 3, stride: 2, ceilMode: true }, [4, 8, 8]],
  [{ layer: 'avgPool2d', kernel: [2, 4] }, [4, 8, 4]],
  [{ layer: 'adaptiveAvgPool2d', output: [4, 2] }, [4, 4, 2]],
  // Windows of 6 pixels that overlap by one: begin at 0, 5 and 10.
  [{ layer: 'adaptiveMaxPool2d', output: 3 }, [4, 3, 3]],
  [{ layer: 'globalAvgPool2d' }, [4, 1, 1]],
  [{ layer: 'globalMaxPool2d' }, [4, 1, 1]],
  ...(['batchNorm', 'layerNorm', 'relu', 'relu6', 'hardtanh', 'leakyRelu', 'prelu', 'elu', 'selu', 'gelu', 'silu', 'mish', 'softplus', 'sigmoid', 'hardsigmoid'] as const).map(
    (layer) => [{ layer }, [4, 16, 16]] as const,
  ),
  ...(['hardswish', 'tanh', 'softmax', 'logSoftmax', 'dropout', 'dropout2d'] as const).map((layer) => [{ layer }, [4, 16, 16]] as const),
  [{ layer: 'groupNorm', groups: 2 }, [4, 16, 16]],
  [{ layer: 'localResponseNorm', size: 3 }, [4, 16, 16]],
  [{ layer: 'flatten' }, [1024]],
  [{ layer: 'upsample', scale: [2, 3] }, [4, 32, 48]],
  [{ layer: 'upsample', scale: 2, mode: 'bilinear' }, [4, 32, 32]],
  [{ layer: 'multiply', factor: 2 }, [4, 16, 16]],
  [{ layer: 'subsample', stride: 3 }, [4, 6, 6]],
  [{ layer: 'padChannels', channels: 7 }, [7, 16, 16]],
  [{ layer: 'hog', pixelsPerCell: 4, cellsPerBlock: 2 }, [3 * 3 * 4 * 9]],
  [{ layer: 'visualWords', words: 5, binSize: 2 }, [25]],
  [{ layer: 'residual', layers: [{ layer: 'relu' }] }, [4, 16, 16]],
  [{ layer: 'parallel', branches: [[], [{ layer: 'conv2d', channels: 2, kernel: 1 }]] }, [6, 16, 16]],
]

describe('a list of layers', () => {
  it('has an example of every kind here', () => {
    expect(new Set([...examples.map(([{ layer }]) => layer), 'linear', 'fourierFeatures', 'nystroem'])).toEqual(new Set(layerKinds))
  })

  it.each(examples)('gives the shape that PyTorch does: %j', (layer, shape) => {
    const built = (batch: number) => buildLayers('one', [batch, 4, 16, 16], [layer])
    expect(built(2).logits.shape).toEqual([2, ...shape])
    expect(built(-1).logits.shape.slice(1)).toEqual(shape)
  })

  it('knows each layer by its place', () => {
    const network = build([
      { layer: 'residual', layers: [{ layer: 'relu' }], shortcut: [{ layer: 'multiply', factor: 2 }] },
      { layer: 'parallel', branches: [[], [{ layer: 'relu' }]] },
      { layer: 'flatten' },
      { layer: 'linear', features: 10 },
    ])
    expect(network.layers.map(({ record, path, output }) => [record.layer, path.join('.'), output.slice(1).join('x')])).toEqual([
      ['relu', '0.layers.0', '3x16x16'],
      ['multiply', '0.shortcut.0', '3x16x16'],
      ['residual', '0', '3x16x16'],
      ['relu', '1.branches.1.0', '3x16x16'],
      ['parallel', '1', '6x16x16'],
      ['flatten', '2', '1536'],
      ['linear', '3', '10'],
    ])
    expect(network.parameters.map(({ name }) => name)).toEqual(['fc1.weight', 'fc1.bias'])
  })
})

describe('a list that does not fit', () => {
  const end: readonly LayerInput[] = [{ layer: 'flatten' }, { layer: 'linear', features: 10 }]
  const conv = (channels: number, more: object = {}): LayerInput => ({ layer: 'conv2d', channels, kernel: 1, ...more })

  it.each<readonly [string, readonly LayerInput[], string]>([
    ['groups', [conv(8, { groups: 2 })], 'layer 1 (conv2d): its 2 groups do not divide the 3 channels that it gets'],
    ['groups of the output', [conv(8, { groups: 3 })], 'layer 1 (conv2d): its 3 groups do not divide its 8 channels'],
    ['groups of a normalisation', [conv(8), { layer: 'groupNorm', groups: 3 }], 'layer 2 (groupNorm): its 3 groups do not divide the 8 channels that it gets'],
    ['no flatten', [conv(8), { layer: 'linear', features: 10 }], 'layer 2 (linear): it takes a vector for each image, and gets 8×16×16; put a flatten layer before it'],
    ['a convolution behind flatten', [{ layer: 'flatten' }, conv(8)], 'layer 2 (conv2d): it takes images of channels, height and width, and gets 768 numbers'],
    ['a sum', [{ layer: 'residual', layers: [conv(8)] }], 'layer 1 (residual): its layers give 8×16×16 and its shortcut 3×16×16, which cannot be added'],
    ['branches', [{ layer: 'parallel', branches: [[conv(8)], [conv(8, { stride: 2 })]] }], 'layer 1 (parallel): its branch 1 gives 16×16 and branch 2 8×8'],
    ['a layer in a branch', [{ layer: 'parallel', branches: [[], [conv(8), conv(9, { groups: 9 })]] }], 'layer 1, branch 2, layer 2 (conv2d): its 9 groups'],
    ['padding of a pool', [{ layer: 'maxPool2d', kernel: 3, padding: 2 }], 'layer 1 (maxPool2d): its padding must be at most half of its kernel of 3×3'],
    ['an adaptive pool', [{ layer: 'adaptiveAvgPool2d', output: 7 }], 'layer 1 (adaptiveAvgPool2d): images of 16×16 do not fall into 7×7 windows of one size'],
    ['channels to pad', [{ layer: 'padChannels', channels: 2 }], 'layer 1 (padChannels): it gets 3 channels and is to pad them to 2'],
    ['too many weights', [{ layer: 'flatten' }, { layer: 'linear', features: 1_000_000 }, { layer: 'linear', features: 1_000_000 }], 'layer 3 (linear): its weights of 1000000×1000000'],
    ['too large images', [{ layer: 'upsample', scale: 1_000_000 }], 'layer 1 (upsample): its output of 3×16000000×16000000 is too large'],
  ])('is told by the place of the layer: %s', (_, layers, message) => {
    const problem = problemOf([...layers, ...end])
    expect(problem.message).toContain(message)
    expect(problem.code).toBe('network/unfit')
  })

  it.each<readonly [readonly LayerInput[], string]>([
    [[conv(8), { layer: 'conv2d', channels: 8, kernel: [3, 5], dilation: 8, padding: 1 }], 'layer 2 (conv2d): its kernel of 3×5 spread over 17×33 is larger than the image of 16×16, padded to 18×18'],
    [[{ layer: 'maxPool2d', kernel: 17 }], 'layer 1 (maxPool2d): its kernel of 17×17 is larger than the image of 16×16'],
  ])('needs larger images: %j', (layers, message) => {
    const problem = problemOf([...layers, ...end])
    expect(problem.message).toContain(message)
    expect(problem.code).toBe('network/input-too-small')
  })

  it('has as many outputs as there are classes', () => {
    expect(build(end, 10).logits.shape).toEqual([2, 10])
    expect(problemOf(end, 137)).toMatchObject({ code: 'network/classes', remedy: 'Set features of layer 2 (linear) to 137.' })
    const byConvolution: readonly LayerInput[] = [conv(10), { layer: 'globalAvgPool2d' }, { layer: 'flatten' }]
    expect(problemOf(byConvolution, 3).remedy).toBe('Set channels of layer 1 (conv2d) to 3.')
  })

  it('ends in logits', () => {
    expect(problemOf([conv(8)]).message).toContain('gives 8×16×16 numbers for each image, not one for each class')
    expect(problemOf([...end, { layer: 'softmax' }]).message).toContain('ends in layer 3 (softmax), but the loss applies a softmax itself')
    expect(problemOf([{ layer: 'flatten' }]).message).toContain('has no layer with weights')
  })
})
