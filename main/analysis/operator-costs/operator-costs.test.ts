// What operators cost, against numbers computed by hand: forward, and the gradient of each input.
import { expect, it } from 'vitest'
import { float, int, ints, string, type Attributes, type Node } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { operators, type Operator } from '../../onnx/operators'
import { int64, type Shape } from '../../onnx/tensor'
import { operatorCosts } from '.'

/** A node over inputs of the given shapes. */
function nodeOf(operator: Operator, shapes: readonly Shape[], attributes: Attributes = {}): Node {
  const g = new GraphBuilder('one')
  const output = g.node(operator, shapes.map((shape, index) => g.input(`x${index}`, 'float32', shape)), attributes)
  const node = g.producerOf(output)
  if (!node) throw new Error(`${operator} has no node`)
  return node
}

it.each<readonly [string, Operator, readonly Shape[], Attributes, number]>([
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
])('multiply-adds of %s are the same forward and for the gradient of either side', (_, operator, shapes, attributes, expected) => {
  const node = nodeOf(operator, shapes, attributes)
  const { forward, gradient } = operatorCosts[operator]
  expect(forward(node)).toEqual({ multiplyAdds: expected, operations: 0 })
  expect([0, 1].map((index) => gradient(node, index))).toMatchObject([
    { multiplyAdds: expected, operations: 0, reads: [{ name: 'x1' }] },
    { multiplyAdds: expected, operations: 0, reads: [{ name: 'x0' }] },
  ])
})

it('the gradient of a bias is a sum over all outputs', () => {
  const node = nodeOf('Conv', [[2, 6, 8, 8], [8, 6, 3, 3], [8]])
  expect(operatorCosts.Conv.gradient(node, 2)).toEqual({ multiplyAdds: 0, operations: 2 * 8 * 36, reads: [] })
})

const image: Shape = [2, 3, 8, 8]
const numbers = 2 * 3 * 64
const byThree = { kernel_shape: ints([3, 3]), strides: ints([2, 2]) }
/** 3x3 windows. */
const pooled = 2 * 3 * 9

it.each<readonly [string, Operator, readonly Shape[], Attributes, number, readonly (number | null)[]]>([
  ['a maximum of nine is eight comparisons, and its gradient one sum', 'MaxPool', [image], byThree, 8 * pooled, [pooled]],
  ['a mean of nine is eight sums and a quotient, and its gradient a quotient and nine sums', 'AveragePool', [image], byThree, 9 * pooled, [10 * pooled]],
  ['a global mean is a sum for each element', 'GlobalAveragePool', [image], {}, numbers, [2 * 3]],
  ['a global maximum is 63 comparisons, all 64 made again for the gradient', 'GlobalMaxPool', [image], {}, 63 * 2 * 3, [numbers]],
  ['a batch normalisation', 'BatchNormalization', [image, [3], [3], [3], [3]], {}, 6 * numbers, [6 * numbers, 4 * numbers, numbers, null, null]],
  // Of 5 channels: square, 4 sums, product, sum, power, quotient; back twelve.
  ['a local response normalisation over five channels', 'LRN', [image], { size: int(5) }, 9 * numbers, [12 * numbers]],
  ['a softmax', 'Softmax', [[2, 10]], {}, 100, [80]],
  ['ReLU compares', 'Relu', [image], {}, numbers, [numbers]],
  ['sigmoid is one function, its gradient g y (1 - y)', 'Sigmoid', [image], {}, numbers, [3 * numbers]],
  ['a sum passes its gradient on', 'Add', [image, image], {}, numbers, [0, 0]],
  ['a sum with one number by channel sums its gradient', 'Add', [image, [3, 1, 1]], {}, numbers, [0, numbers]],
  ['a product', 'Mul', [image, [3, 1, 1]], {}, numbers, [numbers, 2 * numbers]],
  ['an arcus tangent, g / (1 + x^2)', 'Atan', [image], {}, numbers, [3 * numbers]],
  ['a product over all elements', 'ReduceProd', [image], {}, numbers - 1, [7 * numbers]],
  ['a comparison has no gradient', 'Greater', [image, image], {}, numbers, [null, null]],
  ['what is moved costs no operation', 'Transpose', [image], {}, 0, [0]],
  ['channels side by side cost no operation', 'Concat', [image, image], { axis: int(1) }, 0, [0, 0]],
])('%s', (_, operator, shapes, attributes, forward, gradients) => {
  const node = nodeOf(operator, shapes, attributes)
  expect(operatorCosts[operator].forward(node)).toEqual({ multiplyAdds: 0, operations: forward })
  expect(gradients.map((_, index) => operatorCosts[operator].gradient(node, index)?.operations ?? null)).toEqual(gradients)
})

it.each([['nearest', 0, 1], ['linear', 7, 8]] as const)('an image enlarged by %s neighbours takes %i operations for each pixel, and back %i', (mode, forward, back) => {
  const g = new GraphBuilder('one')
  const sizes = g.constant(int64([2, 3, 16, 16]))
  const node = g.producerOf(g.node('Resize', [g.input('x', 'float32', image), null, null, sizes], { mode: string(mode), scale: float(1) }))
  expect(node && operatorCosts.Resize.forward(node).operations).toBe(forward * 4 * numbers)
  expect(node && operatorCosts.Resize.gradient(node, 0)?.operations).toBe(back * 4 * numbers)
})

it('costs nothing forward only where numbers are copied, chosen, cast, or are truth values', () => {
  const free = ['And', 'Cast', 'Concat', 'Expand', 'Flatten', 'Gather', 'GatherElements', 'Identity', 'MaxUnpool', 'Not', 'Or', 'Pad', 'ReorderInput', 'ReorderOutput', 'Reshape', 'Resize', 'ScatterElements', 'Shape', 'Slice', 'Split', 'Squeeze', 'Transpose', 'Unsqueeze', 'Where']
  // One node for all: 2 matrices of 2x2 and windows of 2x2.
  const value = (name: string, shape: Shape) => ({ name, type: 'float32' as const, shape })
  const inputs = ['a', 'b', 'c'].map((name) => value(name, [2, 2, 2, 2]))
  const costs = operators.filter((operator) => operator !== 'Loop').map((operator) => {
    const node = { name: operator, operator, inputs, outputs: [value('y', operator.startsWith('Reduce') || operator.startsWith('Global') || operator === 'ArgMax' ? [2, 2, 1, 1] : [2, 2, 2, 2])], attributes: { kernel_shape: ints([2, 2]) } }
    const { multiplyAdds, operations } = operatorCosts[operator].forward(node)
    return [operator, multiplyAdds + operations] as const
  })
  expect(costs.filter(([, cost]) => cost === 0).map(([operator]) => operator)).toEqual(free)
})
