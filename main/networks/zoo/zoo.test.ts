// The zoo's networks against the book and the papers: shapes of all layers, numbers of parameters, exported files.
import { describe, expect, it } from 'vitest'
import { activationNames, modelInfo, modelNames, poolingNames, type ModelName } from '@contract/models/zoo'
import { LabError } from '@contract/problem'
import { analyzeNetwork } from '../../analysis/network-analysis'
import { float, floatAttribute, intAttribute, intsAttribute, type Attributes, type Node } from '../../onnx/graph'
import { importGraph } from '../../onnx/importing/import-graph'
import { readModel } from '../../onnx/reading/read-model'
import { encodeNetwork } from '../export/encode-network'
import { initialParameters, initialState, parameterCount } from '../network'
import { buildNetwork, type NetworkOptions } from './zoo'

/** The analysis for one grey image; ten classes, no dropout layers. */
const analysisOf = (model: ModelName, size: number, options: Partial<NetworkOptions> = {}) =>
  analyzeNetwork(buildNetwork(model, [1, 1, size, size], { classes: 10, dropout: 0, ...options }))
/** Parameters, and multiply-adds of the forward pass. */
const sizeOf = (...args: Parameters<typeof analysisOf>) => {
  const { parameters, passes } = analysisOf(...args).total
  return { parameters, macs: passes.forward.multiplyAdds }
}
const shapes = (...args: Parameters<typeof analysisOf>): string[] => analysisOf(...args).rows.map(({ outputShape }) => outputShape.slice(1).join('x'))
const kindsOf = (...args: Parameters<typeof analysisOf>): string[] => analysisOf(...args).rows.map(({ kind }) => kind)
/** Shapes of the named kinds of layers only. */
const shapesOf = (kinds: readonly string[], ...args: Parameters<typeof analysisOf>): string[] =>
  analysisOf(...args).rows.filter(({ kind }) => kinds.includes(kind)).map(({ outputShape }) => outputShape.slice(1).join('x'))

/** The node with its float attributes rounded to single precision, as files hold them. */
const asStored = (node: Node): Node => {
  const attributes = Object.entries(node.attributes).map(([name, attribute]) => [
    name,
    attribute.type === 'float' ? float(Math.fround(attribute.value)) : attribute,
  ])
  return { ...node, attributes: Object.fromEntries(attributes) as Attributes }
}

describe('alexnet', () => {
  it('has the shapes that the book prints for 1x224x224', () => {
    expect(shapes('alexnet', 224, { dropout: 0.5 })).toEqual([
      '96x54x54', '96x54x54', '96x26x26',
      '256x26x26', '256x26x26', '256x12x12',
      '384x12x12', '384x12x12',
      '384x12x12', '384x12x12',
      '256x12x12', '256x12x12', '256x5x5',
      '6400',
      '4096', '4096', '4096',
      '4096', '4096', '4096',
      '10',
    ])
  })

  it.each([
    ['pytorch', [1, 1, 1, 1]],
    ['jax', [1, 1, 1, 1]],
    ['mxnet', [0, 0, 0, 0]],
    ['tensorflow', [0, 0, 0, 0]],
  ] as const)("of the book's %s tab pads the first convolution by %j, with the same shapes, parameters and multiply-accumulates", (tab, pads) => {
    const { graph } = buildNetwork('alexnet', [1, 1, 224, 224], { classes: 10, tab })
    expect(graph.nodes[0] && intsAttribute(graph.nodes[0], 'pads', [])).toEqual(pads)
    expect(sizeOf('alexnet', 224, { tab })).toEqual({ parameters: 46_764_746, macs: 938_146_176 })
    expect(analysisOf('alexnet', 224, { tab }).rows.map(({ outputShape }) => outputShape)).toEqual(analysisOf('alexnet', 224).rows.map(({ outputShape }) => outputShape))
  })

  it('says what is wrong when the images are too small', () => {
    expect(() => buildNetwork('alexnet', [1, 1, 28, 28], { classes: 10 })).toThrow(LabError)
    expect(() => buildNetwork('alexnet', [1, 1, 28, 28], { classes: 10 })).toThrow(/cannot take images of 1×28×28/)
  })

  it('has no dropout layers at rate 0', () => {
    const { graph } = buildNetwork('alexnet', [1, 1, 224, 224], { classes: 10, dropout: 0 })
    expect(graph.nodes.some(({ operator }) => operator === 'Dropout')).toBe(false)
  })
})

describe('alexnet-2012', () => {
  const published = buildNetwork('alexnet-2012', [1, 3, 227, 227], { classes: 1000 })

  it('has the number of parameters that was published', () => {
    expect(parameterCount(published)).toBe(60_965_224)
  })

  it.each([224, 227])('has the shapes of the paper for images of %d pixels', (size) => {
    expect(shapesOf(['conv2d', 'maxPool2d'], 'alexnet-2012', size)).toEqual([
      '96x55x55', '96x27x27', '256x27x27', '256x13x13', '384x13x13', '384x13x13', '256x13x13', '256x6x6',
    ])
  })

  it('is two networks side by side but for the third convolution and the fully connected layers', () => {
    const groups = published.graph.nodes.filter(({ operator }) => operator === 'Conv').map((node) => intAttribute(node, 'group', 1))
    expect(groups).toEqual([1, 2, 1, 2, 2])
  })

  it('normalises over five channels by 2 + 1e-4 times the sum of squares, to the power of 0.75', () => {
    const norms = published.graph.nodes.filter(({ operator }) => operator === 'LRN')
    expect(norms).toHaveLength(2)
    for (const node of norms) {
      expect(intAttribute(node, 'size', 0)).toBe(5)
      expect(floatAttribute(node, 'alpha', 0) / 5).toBeCloseTo(1e-4, 12)
      expect([floatAttribute(node, 'beta', 0), floatAttribute(node, 'bias', 0)]).toEqual([0.75, 2])
    }
  })

  it('begins with biases of one where the paper has them, and zero elsewhere', () => {
    const biases = published.parameters.filter(({ kind }) => kind === 'bias').map(({ initial }) => initial)
    expect(biases).toEqual([0, 1, 0, 1, 1, 1, 1, 0])
    expect(modelInfo('alexnet-2012').initializer).toBe('normal-0.01')
  })
})

describe('alexnet-small', () => {
  it('has the eight layers of AlexNet with far fewer parameters and multiply-accumulates', () => {
    const small = sizeOf('alexnet-small', 112)
    expect(kindsOf('alexnet-small', 112)).toEqual(kindsOf('alexnet', 224))
    expect(shapesOf(['conv2d', 'linear'], 'alexnet-small', 112)).toEqual([
      '32x26x26', '96x12x12', '128x5x5', '128x5x5', '96x5x5', '512', '512', '10',
    ])
    expect(small.parameters).toBe(914_698)
    expect(sizeOf('alexnet', 224).macs / small.macs).toBeCloseTo(40, 0)
  })
})

describe.each(['lenet', 'lenet-relu'] as const)('%s', (model) => {
  it('has the shapes that the book prints for 1x28x28', () => {
    expect(shapes(model, 28)).toEqual([
      '6x28x28', '6x28x28', '6x14x14',
      '16x10x10', '16x10x10', '16x5x5',
      '400',
      '120', '120', '84', '84', '10',
    ])
  })

  it('has the parameters and multiply-accumulates of the book', () => {
    expect(sizeOf(model, 28)).toEqual({ parameters: 61_706, macs: 416_520 })
  })

  it.each(activationNames.flatMap((activation) => poolingNames.map((pooling) => ({ activation, pooling }))))(
    'takes $activation and $pooling pooling, and dropout behind both hidden fully connected layers',
    ({ activation, pooling }) => {
      const kinds = kindsOf(model, 28, { activation, pooling, dropout: 0.3 })
      const pool = { average: 'avgPool2d', max: 'maxPool2d' }[pooling]
      expect(kinds).toEqual([
        'conv2d', activation, pool, 'conv2d', activation, pool, 'flatten', 'linear', activation, 'dropout', 'linear', activation, 'dropout', 'linear',
      ])
    },
  )
})

describe('fashionnet', () => {
  it('normalises after pooling, and asks for 15 million multiply-accumulates an image', () => {
    expect(kindsOf('fashionnet', 28).slice(0, 8)).toEqual([
      'conv2d', 'maxPool2d', 'batchNorm', 'relu', 'conv2d', 'maxPool2d', 'batchNorm', 'relu',
    ])
    expect(shapesOf(['conv2d', 'linear'], 'fashionnet', 28)).toEqual(['32x28x28', '64x14x14', '128x7x7', '128x7x7', '10'])
    expect(sizeOf('fashionnet', 28)).toEqual({ parameters: 252_650, macs: 15_089_408 })
  })
})

describe('residual networks', () => {
  it('have the number of parameters that was published for CIFAR-10, 0.27 million', () => {
    expect(parameterCount(buildNetwork('resnet-20', [1, 3, 32, 32], { classes: 10 }))).toBe(269_722)
  })

  it('halve the image and double the channels twice', () => {
    expect(shapesOf(['residual', 'globalAvgPool2d'], 'resnet-8', 28)).toEqual(['16x28x28', '32x14x14', '64x7x7', '64x1x1'])
    expect(kindsOf('resnet-20', 28).filter((kind) => kind === 'residual')).toHaveLength(9)
  })

  it('have shortcuts without parameters', () => {
    const { graph } = buildNetwork('resnet-8', [1, 1, 28, 28], { classes: 10 })
    const shortcuts = graph.nodes.filter(({ operator }) => operator === 'Add').map(({ inputs: [, shortcut] }) => shortcut?.name)
    expect(shortcuts).toEqual(['relu1', 'pad1', 'pad2'])
  })
})

describe.each(modelNames)('%s', (model) => {
  const { inputSize, choices } = modelInfo(model)

  it('survives being written and read', () => {
    // Of images as small as it takes, as fully connected layers on large ones have half a gigabyte of weights.
    const size = Math.min(inputSize, 96)
    const network = buildNetwork(model, [-1, 1, size, size], { classes: 10 })
    const values = new Map([...network.parameters, ...network.buffers].map(({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1))]))
    const stored = readModel(encodeNetwork(network, values, { dataset: 'fashion-mnist' }))
    const { metadata } = stored
    const { graph } = importGraph(stored)
    expect(metadata).toEqual({ dataset: 'fashion-mnist' })
    expect(graph.nodes).toEqual(network.graph.nodes.map(asStored))
    expect(graph.outputs).toEqual(network.graph.outputs)
    expect(graph.inputs).toEqual([network.images])
  })

  it('has by itself what its choices say', () => {
    const own = analysisOf(model, inputSize, { dropout: null })
    expect(analysisOf(model, inputSize, choices)).toEqual(own)
  })
})

it('writes the values of parameters and buffers as they are', () => {
  const network = buildNetwork('resnet-8', [-1, 1, 28, 28], { classes: 10 })
  const values = initialState(network, 'kaiming-normal', 3)
  const { graph } = readModel(encodeNetwork(network, values))
  expect(values.size).toBe(network.parameters.length + network.buffers.length)
  for (const [name, data] of values) expect(graph.initializers.get(name)?.data).toEqual(data)
})

it('draws as many initial values as there are parameters', () => {
  const network = buildNetwork('lenet', [1, 1, 28, 28], { classes: 10 })
  const drawn = [...initialParameters(network, 'pytorch-default', 1).values()].reduce((sum, { length }) => sum + length, 0)
  expect(drawn).toBe(parameterCount(network))
})
