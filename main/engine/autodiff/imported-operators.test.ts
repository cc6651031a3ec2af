// Gradients through operators that the import writes as other operators, against finite differences by every element of the images.
import { describe, expect, it } from 'vitest'
import { floatTensor, images, imported, int, intTensor, ints, node, text, unary, type StoredCase } from '../../onnx/importing/testing/stored-case'
import { GradientCheck, type Values } from './testing/gradient-check'

interface ImportedCase extends StoredCase {
  readonly values?: Values
}

const small = [1, 2, 4, 3]

describe('gradients through', () => {
  it.each<[string, ImportedCase]>([
    ['Einsum', { x: [2, 3, 4], nodes: [node('Einsum', ['x', 'x'], ['y'], text('equation', 'bcd,bed->bce'))] }],
    ['Einsum along a diagonal', { x: [2, 3, 3], nodes: [unary('Einsum', text('equation', 'bii->bi'))] }],
    ['GridSample by the images', { x: small, tensors: [floatTensor('grid', [1, 2, 3, 2], Math.sin)], nodes: [node('GridSample', ['x', 'grid'], ['y'])] }],
    ['GridSample by the places', { x: [1, 2, 2, 2], tensors: [floatTensor('image', small)], nodes: [node('GridSample', ['image', 'x'], ['y'], int('align_corners', 1))] }],
    ['GridSample by reflected places', { x: [1, 2, 2, 2], values: 'large', tensors: [floatTensor('image', [1, 2, 3, 3])], nodes: [node('GridSample', ['image', 'x'], ['y'], text('padding_mode', 'reflection'))] }],
    ['AffineGrid', { opset: 20, x: [2, 2, 3], tensors: [intTensor('size', [2, 1, 2, 3])], nodes: [node('AffineGrid', ['x', 'size'], ['y'])] }],
    ['LpPool', { x: small, nodes: [unary('LpPool', ints('kernel_shape', 2, 2))], values: 'positive' }],
    ['AveragePool with dilation', { opset: 19, x: small, nodes: [unary('AveragePool', ints('kernel_shape', 2, 2), ints('dilations', 2, 2), ints('pads', 1, 1, 0, 1))] }],
    ['Pad, wrapped round', { opset: 19, x: small, tensors: [intTensor('pads', [0, 0, 2, 1, 0, 0, 0, 3])], nodes: [node('Pad', ['x', 'pads'], ['y'], text('mode', 'wrap'))] }],
    ['Trilu', { x: [2, 3, 4], nodes: [unary('Trilu')] }],
    ['ScatterND', { x: [2, 3], tensors: [{ ...intTensor('i', [0, 3]), dims: [2n, 1n] }, floatTensor('data', [4, 3])], nodes: [node('ScatterND', ['data', 'i', 'x'], ['y'])] }],
    ['ScatterND into the images', { x: [4, 3], tensors: [{ ...intTensor('i', [0, 3]), dims: [2n, 1n] }, floatTensor('u', [2, 3])], nodes: [node('ScatterND', ['x', 'i', 'u'], ['y'])] }],
    ['GatherND for each image', { x: [2, 3, 2], tensors: [{ ...intTensor('i', [2, 0, 2, 1]), dims: [2n, 2n, 1n] }], nodes: [node('GatherND', ['x', 'i'], ['y'], int('batch_dims', 1))] }],
    ['GroupNormalization', { opset: 21, x: [2, 4, 2, 1], tensors: [floatTensor('s', [4]), floatTensor('b', [4])], nodes: [node('GroupNormalization', ['x', 's', 'b'], ['y'], int('num_groups', 2))] }],
    ['DepthToSpace', { x: [1, 4, 2, 2], nodes: [unary('DepthToSpace', int('blocksize', 2))] }],
    ['Swish', { opset: 24, x: images, nodes: [unary('Swish')] }],
  ])('%s', async (_, { values, ...stored }) => {
    const check = await GradientCheck.ofGraph(imported(stored).graph, values)
    const gradients = await check.gradients()
    for (const [input, varied] of check.varied.entries()) {
      for (const element of varied.values.keys()) {
        expect(gradients[input]?.[element], `${varied.name}[${element}]`).toBeCloseTo(await check.difference(varied, element), 3)
      }
    }
    await check.close()
  })

  it('a norm of zeros, which has none: zero', async () => {
    const check = await GradientCheck.ofGraph(imported({ x: small, nodes: [unary('LpPool', ints('kernel_shape', 2, 2))] }).graph)
    for (const { values } of check.varied) values.fill(0)
    expect((await check.gradients()).flatMap((gradient) => [...gradient]).every((value) => value === 0)).toBe(true)
    await check.close()
  })
})
