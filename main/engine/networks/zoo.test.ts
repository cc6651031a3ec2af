// The zoo against the book: shapes of all layers, numbers of parameters, files that other programs can read.
import { describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { layerTable } from '../analysis/layer-table'
import { decodeModel } from '../onnx/decoding'
import { encodeNetwork } from './export'
import { initialParameters, parameterCount } from './network'
import { buildNetwork } from './zoo'

const options = { classes: 10, dropout: 0.5 }
const shapes = (model: 'lenet' | 'lenet-relu' | 'alexnet', size: number): string[] =>
  layerTable(buildNetwork(model, [1, 1, size, size], options)).rows.map((row) => row.outputShape.join('x'))

describe('alexnet', () => {
  it('has the shapes that the book prints for 1x224x224', () => {
    expect(shapes('alexnet', 224)).toEqual([
      '1x96x54x54', '1x96x54x54', '1x96x26x26',
      '1x256x26x26', '1x256x26x26', '1x256x12x12',
      '1x384x12x12', '1x384x12x12',
      '1x384x12x12', '1x384x12x12',
      '1x256x12x12', '1x256x12x12', '1x256x5x5',
      '1x6400',
      '1x4096', '1x4096', '1x4096',
      '1x4096', '1x4096', '1x4096',
      '1x10',
    ])
  })

  it('has the parameters and multiply-accumulates of the book', () => {
    const table = layerTable(buildNetwork('alexnet', [1, 1, 224, 224], options))
    expect(table.parameters).toBe(46_764_746)
    expect(table.macs).toBe(938_146_176)
  })

  it('says what is wrong when the images are too small', () => {
    expect(() => buildNetwork('alexnet', [1, 1, 28, 28], options)).toThrow(LabError)
    expect(() => buildNetwork('alexnet', [1, 1, 28, 28], options)).toThrow(/cannot take images of 1 x 28 x 28/)
  })

  it('has no dropout layers at rate 0', () => {
    const { graph } = buildNetwork('alexnet', [1, 1, 224, 224], { ...options, dropout: 0 })
    expect(graph.nodes.some(({ operator }) => operator === 'Dropout')).toBe(false)
  })
})

describe.each(['lenet', 'lenet-relu'] as const)('%s', (model) => {
  it('has the shapes that the book prints for 1x28x28', () => {
    expect(shapes(model, 28)).toEqual([
      '1x6x28x28', '1x6x28x28', '1x6x14x14',
      '1x16x10x10', '1x16x10x10', '1x16x5x5',
      '1x400',
      '1x120', '1x120', '1x84', '1x84', '1x10',
    ])
  })

  it('has the parameters and multiply-accumulates of the book', () => {
    const table = layerTable(buildNetwork(model, [1, 1, 28, 28], options))
    expect(table.parameters).toBe(61_706)
    expect(table.macs).toBe(416_520)
  })

  it('survives being written and read', () => {
    const network = buildNetwork(model, [-1, 1, 28, 28], options)
    const values = initialParameters(network, 'xavier-uniform', 3)
    const { graph, metadata } = decodeModel(encodeNetwork(network, values, { dataset: 'fashion-mnist' }))
    expect(metadata).toEqual({ dataset: 'fashion-mnist' })
    expect(graph.nodes).toEqual(network.graph.nodes)
    expect(graph.outputs).toEqual(network.graph.outputs)
    expect(graph.inputs).toEqual([network.images])
    for (const { name } of network.parameters) expect(graph.initializers.get(name)?.data).toEqual(values.get(name))
  })
})

it('draws as many initial values as there are parameters', () => {
  const network = buildNetwork('lenet', [1, 1, 28, 28], options)
  const drawn = [...initialParameters(network, 'pytorch-default', 1).values()].reduce((sum, { length }) => sum + length, 0)
  expect(drawn).toBe(parameterCount(network))
})
