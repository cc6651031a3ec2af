// Multiply-adds of every operator that multiplies, against numbers computed by hand.
import { expect, it } from 'vitest'
import { int, ints, type Attributes } from '../onnx/graph'
import { GraphBuilder } from '../onnx/graph-builder'
import type { Operator } from '../onnx/operators'
import type { Shape } from '../onnx/tensor'
import { multiplyAdds } from './multiply-adds'

const cases: readonly (readonly [string, Operator, readonly Shape[], Attributes, number])[] = [
  // 2 images, 8 maps of 6x6; each of 6 * 3 * 3 products.
  ['a convolution', 'Conv', [[2, 6, 8, 8], [8, 6, 3, 3]], {}, 2 * 8 * 36 * 54],
  // Padded by one, every other place: 4x4; of 2 groups each sees 3 channels.
  ['a convolution in groups', 'Conv', [[2, 6, 8, 8], [8, 3, 3, 3]], { group: int(2), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) }, 2 * 8 * 16 * 27],
  // Each of 2 * 6 * 5 * 5 inputs meets 4 maps of 3x3.
  ['a transposed convolution', 'ConvTranspose', [[2, 6, 5, 5], [6, 4, 3, 3]], { strides: ints([2, 2]) }, 2 * 6 * 25 * 36],
  ['a transposed convolution in groups', 'ConvTranspose', [[1, 6, 5, 5], [6, 2, 3, 3]], { group: int(3) }, 6 * 25 * 18],
  ['a fully connected layer', 'Gemm', [[7, 400], [120, 400]], { transB: int(1) }, 7 * 400 * 120],
  ['a product with a transposed left side', 'Gemm', [[400, 7], [400, 120]], { transA: int(1) }, 7 * 400 * 120],
  ['matrices side by side', 'MatMul', [[2, 3, 4, 5], [5, 6]], {}, 2 * 3 * 4 * 5 * 6],
  ['matrices that are broadcast', 'MatMul', [[3, 4, 5], [2, 1, 5, 6]], {}, 2 * 3 * 4 * 5 * 6],
  ['a matrix and a vector', 'MatMul', [[4, 5], [5]], {}, 20],
  ['a sum', 'Add', [[4, 5], [4, 5]], {}, 0],
]

it.each(cases)('of %s', (_, operator, shapes, attributes, expected) => {
  const g = new GraphBuilder('one')
  const output = g.node(operator, shapes.map((shape, index) => g.input(`x${index}`, 'float32', shape)), attributes)
  const node = g.producerOf(output)
  expect(node && multiplyAdds(node)).toBe(expected)
})
