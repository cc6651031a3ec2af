// Max-pool down columns by pairs of rows, as in a tournament: of each pair the maximum goes on, and a factor of 1 or 0 tells which of both it was.
import { ints, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { concat, matMul, reshape, unitStep } from '../../../onnx/operations'
import type { Window } from '../../../onnx/shape-inference/window'
import { elementCount, float32, type Shape } from '../../../onnx/tensor'
import { splitBy } from './max-pool-gradient'

/** Whether windows are columns of 2, 4, 8, ... rows that lie below each other and leave no row out. @param images [N, C, rows, columns] */
export const isOfPairs = ({ kernel: [rows = 1, columns = 1], strides, padBegin, padEnd, dilations }: Window, images: Shape): boolean =>
  images.length === 4 && rows > 1 && (rows & (rows - 1)) === 0 && columns === 1 && strides[0] === rows && strides[1] === 1 && (images[2] ?? 0) % rows === 0
  && [...padBegin, ...padEnd].every((count) => count === 0) && dilations.every((step) => step === 1)

/**
 * Rounds of a tournament between the rows of a window: x0 against x1, x2 against x3; then the maxima against each other. The earlier of two equal rows counts as
 * the larger, so that the first of several maxima gets the gradient. ONNX Runtime's pool with indices compares one element after the other, and guesses wrong at
 * about every second of them which is the larger.
 * @param x [N, C, rows, columns] @param window of `rows` rows, see {@link isOfPairs}
 * @returns the pooled x; and by round, for each pair, 1 where its first row has the maximum and 0 elsewhere, [pairs, 1, columns]
 */
export function poolByPairs(g: GraphBuilder, x: Value, { kernel: [rows = 1] }: Window): { readonly pooled: Value; readonly firsts: readonly Value[] } {
  const pair = ints([2, 1])
  const firsts: Value[] = []
  let pooled = x
  for (let left = rows; left > 1; left /= 2) {
    const columns = pooled.shape[3] ?? 1
    const pairs = reshape(g, pooled, [elementCount(pooled.shape) / (2 * columns), 2, columns])
    // The first row less the second, by all threads and without a copy of either.
    const difference = matMul(g, g.constant(float32([1, -1], [1, 2])), pairs)
    firsts.push(unitStep(g, difference, 1))
    pooled = g.node('MaxPool', [pooled], { kernel_shape: pair, strides: pair })
  }
  return { pooled, firsts }
}

/** The gradient by x, which goes back through the rounds. @param firsts see {@link poolByPairs} @param grad gradient by the pooled x @param shape of x */
export function gradientOfPairs(g: GraphBuilder, firsts: readonly Value[], grad: Value, shape: Shape): Value {
  const ofPairs = firsts.reduceRight((ofMaxima, isFirst) => {
    const { share, rest } = splitBy(g, reshape(g, ofMaxima, isFirst.shape), isFirst)
    return concat(g, [share, rest], 1)
  }, grad)
  return reshape(g, ofPairs, shape)
}
