// Sums whose order of additions is fixed, where the device's ReduceSum has none: by sums over other axes, which add up the same numbers in float32.
import { intAttribute, requiredInput, type Value } from '../../onnx/graph'
import type { GraphBuilder, Substitute } from '../../onnx/graph-builder'
import { pad, reduceSum, reshape } from '../../onnx/operations'
import { reducedAxes } from '../../onnx/shape-inference/reduction'
import { elementCount, isFloat, type Shape } from '../../onnx/tensor'

/**
 * Takes the place of ReduceSum on ONNX Runtime's CUDA provider (reduction/reduction_functions.cc and .cu). Of its three ways two have an order: sums over trailing axes, and, by cuDNN,
 * those over axes in the middle. A sum over leading axes is that of the rows of a matrix: blocks of threads each sum some rows and add the result to the output atomically. Two
 * blocks make no difference, as a + b = b + a; from three on rounding depends on which comes first. Then the sum is taken in two steps, each of few rows. (A transposed matrix would do, too,
 * but ONNX Runtime turns the sum of its columns back into that of rows.)
 */
export const sumInOrder: Substitute = (g, node) => {
  const x = requiredInput(node, 0)
  const axes = reducedAxes({ ...node, constantOf: (value) => g.constantOf(value) })
  const matrix = isFloat(x.type) ? matrixOfRows(x.shape, axes) : null
  if (!matrix || blocksPerColumn(matrix) <= mostOrderedBlocks) return g.plainNode('ReduceSum', node.inputs, node.attributes, { name: node.name })
  const keeps = intAttribute(node, 'keepdims', 1) === 1
  const sum = matrix.columns === 1 ? total(g, x) : sumOfRows(g, x, matrix)
  return reshape(g, sum, x.shape.flatMap((size, axis) => (axes.includes(axis) ? (keeps ? [1] : []) : [size])))
}

/** A matrix whose rows are summed. */
interface MatrixOfRows {
  readonly rows: number
  readonly columns: number
}

/** A sum over leading axes as the sum of a matrix's rows; null: the axes are others. Axes of size 1 count as none, and all axes as leading ones, as the provider takes them. */
export function matrixOfRows(shape: Shape, axes: readonly number[]): MatrixOfRows | null {
  const sizes = shape.map((size, axis) => ({ size, isSummed: axes.includes(axis) })).filter(({ size }) => size !== 1)
  const kept = sizes.findIndex(({ isSummed }) => !isSummed)
  const [leading, others] = kept < 0 ? [sizes, []] : [sizes.slice(0, kept), sizes.slice(kept)]
  if (leading.length === 0 || others.some(({ isSummed }) => isSummed)) return null
  return { rows: elementCount(leading.map(({ size }) => size)), columns: elementCount(others.map(({ size }) => size)) }
}

/** The provider's constants: threads of a warp and of a block, blocks of a launch, rows that a thread sums at once. */
const [warp, mostThreads, mostBlocks, rowsOfThread] = [32, 512, 512, 4]

const mostOrderedBlocks = 2

/** How many blocks of threads add to the same element of the output, as `call_reduce_matrix_rows` chooses. */
export function blocksPerColumn({ rows, columns }: MatrixOfRows): number {
  const width = powerOfTwo(Math.min(columns, warp))
  const height = powerOfTwo(Math.max(1, Math.min(mostThreads / width, Math.floor(rows / rowsOfThread))))
  const across = Math.max(1, Math.min(Math.floor(columns / width), mostBlocks))
  return Math.max(1, Math.min(Math.floor(mostBlocks / across), Math.floor(Math.floor(rows / height) / rowsOfThread)))
}

/** The least power of two that is not smaller. */
const powerOfTwo = (count: number): number => 2 ** Math.ceil(Math.log2(count))

/** [columns]: the sums of every `parts`-th row first, as one sum over fewer and longer rows, then their sum. Rows of zeros fill up the last part. */
function sumOfRows(g: GraphBuilder, x: Value, { rows, columns }: MatrixOfRows): Value {
  const parts = fewestParts({ rows, columns })
  const length = Math.ceil(rows / parts)
  const missing = parts * length - rows
  const filled = missing === 0 ? x : pad(g, reshape(g, x, [rows, columns]), [0, 0], [missing, 0])
  const sums = reduceSum(g, reshape(g, filled, [length, parts * columns]), [0])
  return reduceSum(g, reshape(g, sums, [parts, columns]), [0])
}

function fewestParts({ rows, columns }: MatrixOfRows): number {
  let parts = 2
  while (blocksPerColumn({ rows: Math.ceil(rows / parts), columns: parts * columns }) > mostOrderedBlocks) parts++
  return parts
}

/** The sum of all elements, a scalar: over the rows of a matrix that has few enough of them, then over their sums. A prime number of elements gets a zero behind it. */
function total(g: GraphBuilder, x: Value): Value {
  const count = elementCount(x.shape)
  const rows = largestDivisor(count, mostRows)
  if (rows === 1) return total(g, pad(g, reshape(g, x, [count]), [0], [1]))
  return reduceSum(g, reduceSum(g, reshape(g, x, [rows, count / rows]), [1]), [0])
}

/** Most elements that {@link mostOrderedBlocks} blocks sum. */
const mostRows = mostThreads * rowsOfThread * (mostOrderedBlocks + 1) - 1

function largestDivisor(count: number, most: number): number {
  for (let divisor = Math.min(count, most); divisor > 1; divisor--) if (count % divisor === 0) return divisor
  return 1
}
