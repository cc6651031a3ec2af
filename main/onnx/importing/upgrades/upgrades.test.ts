// Upgrades: old forms of operators, and operators without a rule, compute as ONNX Runtime computes them in the file.
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../../encoding'
import type { Shape } from '../../tensor'
import { agrees, channels, float, floatTensor, floats, images, imported, int, intTensor, ints, more, node, outputOf, positive, text, unary, type Attribute, type StoredCase, type Tensor } from '../testing/stored-case'

/** A matrix of int64. */
const matrixOf = (name: string, rows: readonly (readonly number[])[]): Tensor => ({ ...intTensor(name, rows.flat()), dims: [BigInt(rows.length), BigInt(rows[0]?.length ?? 0)] })

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
    ['TopK 9', { opset: 9, x: images, nodes: [node('TopK', ['x'], ['y', 'places'], int('k', 2), int('axis', 1))] }],
    ['ReduceProd 17', { x: images, nodes: [unary('ReduceProd', ints('axes', 1, 2), int('keepdims', 0))] }],
    ['Scatter 9', { opset: 9, x: [3, 2], tensors: [matrixOf('rows', [[0, 2]]), floatTensor('u', [1, 2])], nodes: [node('Scatter', ['x', 'rows', 'u'], ['y'])] }],
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
  const pairs = matrixOf('pairs', [[0, 1], [-1, 2], [1, 0]])
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
    ['GroupNormalization 18, a scale for each group', { opset: 18, x: images, tensors: [floatTensor('s', [2]), floatTensor('b', [2])], nodes: [node('GroupNormalization', ['x', 's', 'b'], ['y'], int('num_groups', 2))] }],
    ['LayerNormalization over two axes', { x: images, tensors: [floatTensor('s', [5, 6])], nodes: [node('LayerNormalization', ['x', 's'], ['y'], int('axis', 2))] }],
    ['RMSNormalization', { opset: 23, x: [2, 3, 4], tensors: [channels], nodes: [node('RMSNormalization', ['x', 'c'], ['y'])] }],
    ['DepthToSpace', { x: [2, 8, 3, 2], nodes: [unary('DepthToSpace', int('blocksize', 2))] }],
    ['DepthToSpace, CRD', { x: [2, 8, 3, 2], nodes: [unary('DepthToSpace', int('blocksize', 2), text('mode', 'CRD'))] }],
    ['SpaceToDepth', { x: [2, 3, 4, 6], nodes: [unary('SpaceToDepth', int('blocksize', 2))] }],
    ['Tile', { x: [2, 3], tensors: [intTensor('r', [2, 3])], nodes: [node('Tile', ['x', 'r'], ['y'])] }],
    ['GreaterOrEqual and Not', { x: [2, 4], tensors: [channels], nodes: [node('GreaterOrEqual', ['x', 'c'], ['b']), node('Not', ['b'], ['n']), node('Where', ['n', 'x', 'c'], ['y'])] }],
    ['GatherND of elements', { x: [3, 4, 2], tensors: [pairs], nodes: [node('GatherND', ['x', 'pairs'], ['y'])] }],
    ['GatherND of slices', { x: images, tensors: [pairs], nodes: [node('GatherND', ['x', 'pairs'], ['y'])] }],
    ['CumSum', { x: images, tensors: [intTensor('axis', [2])], nodes: [node('CumSum', ['x', 'axis'], ['y'], int('reverse', 1))] }],
    ['Trilu, upper', { x: [2, 3, 4], nodes: [unary('Trilu')] }],
    ['Trilu, lower, moved', { x: [2, 3, 4], tensors: [{ ...intTensor('k', [-1]), dims: [] }], nodes: [node('Trilu', ['x', 'k'], ['y'], int('upper', 0))] }],
    ['Shrink', { x: images, nodes: [unary('Shrink', float('bias', 0.25), float('lambd', 0.3))] }],
    ['IsNaN', { x: [2, 3], nodes: [node('Log', ['x'], ['l']), node('IsNaN', ['l'], ['b']), node('Cast', ['b'], ['y'], int('to', 1))] }],
    ['Xor', { x: [2, 4], tensors: [channels, more], nodes: [node('Less', ['x', 'c'], ['a']), node('Less', ['x', 'd'], ['b']), node('Xor', ['a', 'b'], ['e']), node('Cast', ['e'], ['y'], int('to', 1))] }],
    ['ArgMin', { x: images, nodes: [node('ArgMin', ['x'], ['i'], int('axis', 1)), node('Cast', ['i'], ['y'], int('to', 1))] }],
    ['OneHot of places that are computed', { x: images, tensors: [intTensor('depth', [5]), floatTensor('values', [2])], nodes: [node('ArgMax', ['x'], ['i'], int('axis', 1), int('keepdims', 0)), node('OneHot', ['i', 'depth', 'values'], ['y'], int('axis', 1))] }],
    ['Pad, wrapped round', { opset: 19, x: images, tensors: [intTensor('pads', [0, 0, 2, 6, 0, 0, 5, 1])], nodes: [node('Pad', ['x', 'pads'], ['y'], text('mode', 'wrap'))] }],
    ['CastLike', { x: [2, 4], tensors: [channels], nodes: [node('CastLike', ['x', 'c'], ['y'])] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it.each([
    ['ij,jk', [3, 4], [4, 2]],
    ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
    ['bchw,dc->bdhw', images, [3, 4]],
    ['bchw, c -> bhw', images, [4]],
    ['...ij,jk->...ik', [2, 2, 3, 4], [4, 2]],
    ['...i,...i->...', [2, 3, 4], [2, 1, 4]],
    ['...i,...ij', [2, 3, 4], [2, 3, 4, 2]],
    ['ij,kl->lijk', [2, 3], [2, 2]],
    ['ij,ij->', [2, 3], [2, 3]],
    ['bij,jk->ik', [2, 3, 4], [4, 2]],
  ])('Einsum %s', (equation, x, other) => agrees({ x, tensors: [floatTensor('w', other)], nodes: [node('Einsum', ['x', 'w'], ['y'], text('equation', equation))] }))

  it.each<[string, string[], Shape]>([
    ['bii->bi', ['x'], [2, 3, 3]],
    ['ii', ['x'], [3, 3]],
    ['ij->ji', ['x'], [2, 3]],
    ['bcd,bed->bce', ['x', 'x'], [2, 3, 4]],
    ['ab,ba,bc->c', ['x', 'x', 'x'], [3, 3]],
  ])('Einsum %s of the images', (equation, inputs, x) => agrees({ x, nodes: [node('Einsum', inputs, ['y'], text('equation', equation))] }))

  const places = floatTensor('grid', [2, 3, 4, 2], (index) => 1.4 * Math.sin(1 + 2 * index))
  it.each(['zeros', 'border', 'reflection'].flatMap((padding) => [0, 1].flatMap((corners) => ['bilinear', 'nearest'].map((mode) => [mode, padding, corners] as const))))(
    'GridSample, %s, %s, corners aligned: %i',
    (mode, padding, corners) => agrees({ x: images, tensors: [places], nodes: [node('GridSample', ['x', 'grid'], ['y'], text('mode', mode), text('padding_mode', padding), int('align_corners', corners))] }),
  )

  it('GridSample 20, its mode under a new name', () => agrees({ opset: 20, x: images, tensors: [places], nodes: [node('GridSample', ['x', 'grid'], ['y'], text('mode', 'linear'))] }))

  it.each([0, 1])('AffineGrid, corners aligned: %i', (corners) =>
    agrees({ opset: 20, x: [2, 2, 3], tensors: [intTensor('size', [2, 1, 3, 5])], nodes: [node('AffineGrid', ['x', 'size'], ['y'], int('align_corners', corners))] }))

  const window = [ints('kernel_shape', 2, 3), ints('strides', 2, 1), ints('pads', 1, 0, 0, 1)]
  it.each<[string, StoredCase]>([
    ['LpPool', { x: images, nodes: [unary('LpPool', ...window)] }],
    ['LpPool, p = 3', { x: images, nodes: [unary('LpPool', int('p', 3), ...window)] }],
    ['LpPool, p = 1, dilated', { opset: 18, x: images, nodes: [unary('LpPool', int('p', 1), ints('dilations', 2, 2), ...window)] }],
    ['GlobalLpPool', { x: images, nodes: [unary('GlobalLpPool', int('p', 2))] }],
    ['AveragePool 19, dilated', { opset: 19, x: images, nodes: [unary('AveragePool', ints('dilations', 2, 1), ...window)] }],
    ['AveragePool 19, dilated, padding counted', { opset: 19, x: images, nodes: [unary('AveragePool', ints('dilations', 2, 2), int('count_include_pad', 1), ...window)] }],
    ['AveragePool 19, dilated, rounded up', { opset: 19, x: images, nodes: [unary('AveragePool', ints('dilations', 1, 2), int('ceil_mode', 1), ...window)] }],
    ['AveragePool 19, dilations of one', { opset: 19, x: images, nodes: [unary('AveragePool', ints('dilations', 1, 1), ...window)] }],
  ])('%s', (_, testCase) => agrees(testCase))

  /** The place of the largest channel at each pixel of the images. */
  const largest = node('ArgMax', ['x'], ['i'], int('axis', 1))
  it.each<[string, StoredCase]>([
    ['GatherND for each image', { x: [2, 4, 3], tensors: [{ ...intTensor('places', [0, 2, -1, 3]), dims: [2n, 2n, 1n] }], nodes: [node('GatherND', ['x', 'places'], ['y'], int('batch_dims', 1))] }],
    // [2, 1, 3] is the shape of places; they become [2, 3, 1], indices of one axis.
    [
      'GatherND at places that are computed',
      { x: [2, 4, 3], tensors: [intTensor('target', [2, 3, 1])], nodes: [largest, node('Reshape', ['i', 'target'], ['places']), node('GatherND', ['x', 'places'], ['y'], int('batch_dims', 1))] },
    ],
    ['ScatterND of elements', { x: [2, 4], tensors: [pairs, floatTensor('u', [3])], nodes: [node('ScatterND', ['x', 'pairs', 'u'], ['y'])] }],
    ['ScatterND of slices, added', { opset: 18, x: images, tensors: [matrixOf('rows', [[1], [0], [-1]]), floatTensor('u', [3, 4, 5, 6])], nodes: [node('ScatterND', ['x', 'rows', 'u'], ['y'], text('reduction', 'add'))] }],
    [
      'ScatterND at places that are computed',
      { x: [1, 4, 3], tensors: [intTensor('target', [3, 1]), intTensor('flat', [12]), floatTensor('u', [3], (index) => 7 + index)], nodes: [largest, node('Reshape', ['i', 'target'], ['places']), node('Reshape', ['x', 'flat'], ['f']), node('ScatterND', ['f', 'places', 'u'], ['s']), node('ReduceSum', ['s'], ['y'])] },
    ],
    ['GatherElements', { x: images, nodes: [largest, node('GatherElements', ['x', 'i'], ['y'], int('axis', 1))] }],
    ['ScatterElements', { x: [3, 2], tensors: [matrixOf('rows', [[0, -1]]), floatTensor('u', [1, 2])], nodes: [node('ScatterElements', ['x', 'rows', 'u'], ['y'])] }],
    ['TopK 11, the smallest', { opset: 11, x: images, tensors: [intTensor('k', [2])], nodes: [node('TopK', ['x', 'k'], ['y', 'places'], int('axis', 1), int('largest', 0))] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('ReduceSum over everything keeps its axes', () => agrees(even))
})
