// Shape inference of matrix products.
import { phrase } from '@language/phrase'
import { intAttribute, requiredInput } from '../graph'
import { broadcastShapes, broadcastsTo } from './elementwise'
import type { InferShapes } from './inference'

/** Gemm: alpha A' B' + beta C, with A' [M, K], B' [K, N]. */
export const inferGemm: InferShapes = (node) => {
  const a = requiredInput(node, 0)
  const b = requiredInput(node, 1)
  if (a.shape.length !== 2 || b.shape.length !== 2) throw new Error(phrase('Gemm multiplies matrices only'))
  const [m, k] = intAttribute(node, 'transA', 0) ? a.shape.toReversed() : a.shape
  const [k2, n] = intAttribute(node, 'transB', 0) ? b.shape.toReversed() : b.shape
  if (m === undefined || n === undefined || k !== k2) {
    throw new Error(phrase('[{a}] and [{b}] do not multiply', { a: a.shape.join(', '), b: b.shape.join(', ') }))
  }
  const c = node.inputs[2]
  if (c && !broadcastsTo(c.shape, [m, n])) throw new Error(phrase('[{c}] is not added to [{m}, {n}]', { c: c.shape.join(', '), m, n }))
  return [{ type: a.type, shape: [m, n] }]
}

/** MatMul as NumPy has it: [..., M, K] times [..., K, N], leading dimensions broadcast; a vector is a row left, a column right. */
export const inferMatMul: InferShapes = (node) => {
  const a = requiredInput(node, 0)
  const b = requiredInput(node, 1)
  const [rowsOfA, columnsOfB] = [a.shape.slice(-2, -1), b.shape.length > 1 ? b.shape.slice(-1) : []]
  const [k, k2] = [a.shape.at(-1), b.shape.at(b.shape.length > 1 ? -2 : -1)]
  if (k === undefined || k !== k2) throw new Error(phrase('[{a}] and [{b}] do not multiply', { a: a.shape.join(', '), b: b.shape.join(', ') }))
  return [{ type: a.type, shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), ...rowsOfA, ...columnsOfB] }]
}
