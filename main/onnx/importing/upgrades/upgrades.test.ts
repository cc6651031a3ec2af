// Upgrades: old forms of operators, and operators without a rule, compute as ONNX Runtime computes them in the file.
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../../encoding'
import type { Shape } from '../../tensor'
import { agrees, channels, float, floatTensor, floats, images, imported, int, intTensor, ints, more, node, outputOf, positive, text, unary, type Attribute, type StoredCase } from '../testing/stored-case'

describe('old forms', () => {
  it.each<[string, StoredCase]>([
    ['Squeeze 11', { opset: 11, x: [2, 1, 3], nodes: [unary('Squeeze', ints('axes', 1))] }],
    ['Unsqueeze 11', { opset: 11, x: [2, 3], nodes: [unary('Unsqueeze', ints('axes', 0, 2))] }],
    ['ReduceSum 11', { opset: 11, x: images, nodes: [unary('ReduceSum', ints('axes', 1, -1), int('keepdims', 0))] }],
    ['ReduceMean 17', { x: images, nodes: [unary('ReduceMean', ints('axes', -2, -1))] }],
    ['ReduceMax 13 over all', { opset: 13, x: [2, 3], nodes: [unary('ReduceMax')] }],
    ['Split 11 with sizes', { opset: 11, x: images, nodes: [node('Split', ['x'], ['a', 'y'], int('axis', 1), ints('split', 1, 3))] }],
    ['Split 13 in equal parts', { opset: 13, x: images, nodes: [node('Split', ['x'], ['y', 'b'], int('axis', 1))] }],
    ['Pad 10', { opset: 10, x: [2, 3], nodes: [unary('Pad', ints('pads', 0, 1, 1, 0), float('value', 2))] }],
    ['Clip 10', { opset: 10, x: [2, 3], nodes: [unary('Clip', float('min', -0.5), float('max', 0.5))] }],
    ['Slice 9', { opset: 9, x: images, nodes: [unary('Slice', ints('starts', 1, 0), ints('ends', 3, 1000), ints('axes', 1, 2))] }],
    ['Dropout 10', { opset: 10, x: [2, 3], nodes: [unary('Dropout', float('ratio', 0.3))] }],
    ['Softmax 11 over all axes from 1 on', { opset: 11, x: [2, 3, 4], nodes: [unary('Softmax')] }],
    ['LogSoftmax 12 over the last axis', { opset: 12, x: [2, 3, 4], nodes: [unary('LogSoftmax', int('axis', -1))] }],
    ['Softmax 13', { opset: 13, x: [2, 3, 4], nodes: [unary('Softmax', int('axis', 1))] }],
    ['Upsample 9', { opset: 9, x: images, tensors: [floatTensor('s', [4], (index) => [1, 1, 2, 1.5][index] ?? 1)], nodes: [node('Upsample', ['x', 's'], ['y'], text('mode', 'nearest'))] }],
    ['Upsample 7', { opset: 7, x: images, nodes: [unary('Upsample', text('mode', 'nearest'), floats('scales', 1, 1, 2, 3))] }],
    ['Resize 10', { opset: 10, x: images, tensors: [floatTensor('s', [4], (index) => [1, 1, 2, 2][index] ?? 1)], nodes: [node('Resize', ['x', 's'], ['y'], text('mode', 'linear'))] }],
    ['BatchNormalization 9', { opset: 9, x: images, tensors: [channels, more, positive], nodes: [node('BatchNormalization', ['x', 'c', 'd', 'd', 'v'], ['y'])] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('BatchNormalization of opset 12 with more than one output goes by the batch', () => {
    const outputs = ['y', 'm', 'v1', 'm2', 'v2']
    const { graph } = imported({ opset: 12, x: images, tensors: [channels, more, positive], nodes: [node('BatchNormalization', ['x', 'c', 'd', 'd', 'v'], outputs)] })
    expect(graph.nodes[0]).toMatchObject({ attributes: { training_mode: { value: 1 } }, outputs: [{ name: 'y' }] })
  })
})

describe('windows', () => {
  const kernel = floatTensor('w', [3, 4, 3, 2])
  const conv = (...attributes: Attribute[]): StoredCase => ({ x: [2, 4, 7, 8], tensors: [kernel], nodes: [node('Conv', ['x', 'w'], ['y'], ...attributes)] })
  const pool = (operator: string, ...attributes: Attribute[]): StoredCase => ({ x: [2, 4, 6, 7], nodes: [unary(operator, ints('kernel_shape', 3, 2), ints('strides', 2, 2), ints('pads', 1, 1, 1, 1), ...attributes)] })
  it.each<[string, StoredCase]>([
    ['Conv, SAME_UPPER', conv(text('auto_pad', 'SAME_UPPER'), ints('strides', 2, 3))],
    ['Conv, SAME_LOWER', conv(text('auto_pad', 'SAME_LOWER'))],
    ['Conv, VALID', conv(text('auto_pad', 'VALID'))],
    ['MaxPool, rounded up', pool('MaxPool', int('ceil_mode', 1))],
    ['AveragePool, rounded up', pool('AveragePool', int('ceil_mode', 1))],
    ['AveragePool, rounded up, padding counted', pool('AveragePool', int('ceil_mode', 1), int('count_include_pad', 1))],
    ['AveragePool, SAME_UPPER', { x: images, nodes: [unary('AveragePool', ints('kernel_shape', 2, 2), text('auto_pad', 'SAME_UPPER'))] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('Conv, SAME_LOWER and dilated, which ONNX Runtime itself does not compute', async () => {
    const dilated = (...attributes: Attribute[]) => encodeModel(imported(conv(...attributes, ints('dilations', 2, 2))).graph)
    const shape: Shape = [2, 4, 7, 8]
    expect(await outputOf(dilated(text('auto_pad', 'SAME_LOWER')), shape)).toEqual(await outputOf(dilated(ints('pads', 2, 1, 2, 1)), shape))
  })
})

describe('operators without a rule', () => {
  const pairs = { ...intTensor('pairs', [0, 1, -1, 2, 1, 0]), dims: [3n, 2n] }
  const even: StoredCase = { x: images, nodes: [unary('ReduceSum', int('keepdims', 1))] }
  it.each<[string, StoredCase]>([
    ...['Reciprocal', 'Softsign', 'ThresholdedRelu', 'Celu', 'ReduceL1', 'ReduceL2', 'ReduceSumSquare', 'ReduceLogSumExp', 'MeanVarianceNormalization', 'LpNormalization'].map(
      (operator): [string, StoredCase] => [operator, { x: images, nodes: [unary(operator)] }],
    ),
    ['Celu with alpha', { x: images, nodes: [unary('Celu', float('alpha', 0.5))] }],
    ['Sum', { x: [2, 4], tensors: [channels, more], nodes: [node('Sum', ['x', 'c', 'd'], ['y'])] }],
    ['Mean', { x: [2, 4], tensors: [channels, more], nodes: [node('Mean', ['x', 'c', 'd'], ['y'])] }],
    ['Max', { x: [2, 4], tensors: [channels, more], nodes: [node('Max', ['x', 'c', 'd'], ['y'])] }],
    ['Min of one', { x: [2, 4], nodes: [node('Min', ['x'], ['y'])] }],
    ['LayerNormalization', { x: [2, 3, 4], tensors: [channels, more], nodes: [node('LayerNormalization', ['x', 'c', 'd'], ['y'])] }],
    ['InstanceNormalization', { x: images, tensors: [channels, more], nodes: [node('InstanceNormalization', ['x', 'c', 'd'], ['y'])] }],
    ['GroupNormalization 21', { opset: 21, x: images, tensors: [channels, more], nodes: [node('GroupNormalization', ['x', 'c', 'd'], ['y'], int('num_groups', 2))] }],
    ['DepthToSpace', { x: [2, 8, 3, 2], nodes: [unary('DepthToSpace', int('blocksize', 2))] }],
    ['DepthToSpace, CRD', { x: [2, 8, 3, 2], nodes: [unary('DepthToSpace', int('blocksize', 2), text('mode', 'CRD'))] }],
    ['SpaceToDepth', { x: [2, 3, 4, 6], nodes: [unary('SpaceToDepth', int('blocksize', 2))] }],
    ['Tile', { x: [2, 3], tensors: [intTensor('r', [2, 3])], nodes: [node('Tile', ['x', 'r'], ['y'])] }],
    ['GreaterOrEqual and Not', { x: [2, 4], tensors: [channels], nodes: [node('GreaterOrEqual', ['x', 'c'], ['b']), node('Not', ['b'], ['n']), node('Where', ['n', 'x', 'c'], ['y'])] }],
    ['GatherND of elements', { x: [3, 4, 2], tensors: [pairs], nodes: [node('GatherND', ['x', 'pairs'], ['y'])] }],
    ['GatherND of slices', { x: images, tensors: [pairs], nodes: [node('GatherND', ['x', 'pairs'], ['y'])] }],
    ['CastLike', { x: [2, 4], tensors: [channels], nodes: [node('CastLike', ['x', 'c'], ['y'])] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('ReduceSum over everything keeps its axes', () => agrees(even))
})
