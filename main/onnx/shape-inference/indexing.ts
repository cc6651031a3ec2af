// Shape inference of operators that read or write elements at computed places.
import { phrase } from '@language/phrase'
import { intAttribute, requiredInput, stringAttribute } from '../graph'
import { axisOf, constantNumbers, type InferenceContext, type InferShapes } from './inference'

/** The axis that indices count along; negative ones count from the end. */
const axisIn = (node: InferenceContext, fallback: number): number => axisOf(intAttribute(node, 'axis', fallback), requiredInput(node, 0).shape.length)

/** Indices have as many dimensions as the data, and along all axes but the indexed one they reach no further. */
function assertWithin(node: InferenceContext, axis: number): void {
  const [data, indices] = [requiredInput(node, 0).shape, requiredInput(node, 1).shape]
  if (indices.length !== data.length || indices.some((size, other) => other !== axis && size > (data[other] ?? 0))) {
    throw new Error(phrase('indices of shape [{indices}] do not fit [{data}]', { indices: indices.join(', '), data: data.join(', ') }))
  }
}

/** GatherElements: one element of the data for each index, y[i][j] = x[index[i][j]][j] along the first of two axes. */
export const inferGatherElements: InferShapes = (node) => {
  assertWithin(node, axisIn(node, 0))
  return [{ type: requiredInput(node, 0).type, shape: requiredInput(node, 1).shape }]
}

/** ScatterElements: the data, with elements replaced by updates, or with updates added to them. */
export const inferScatterElements: InferShapes = (node) => {
  assertWithin(node, axisIn(node, 0))
  const reduction = stringAttribute(node, 'reduction', 'none')
  if (reduction !== 'none' && reduction !== 'add') throw new Error(phrase('it combines elements by {reduction}, which the lab has no gradients for', { reduction }))
  const [indices, updates] = [requiredInput(node, 1), requiredInput(node, 2)]
  if (updates.shape.join() !== indices.shape.join()) throw new Error(phrase('it has indices of shape [{indices}] for updates of shape [{updates}]', { indices: indices.shape.join(', '), updates: updates.shape.join(', ') }))
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape }]
}

/** TopK: the k largest elements along an axis, and their places. */
export const inferTopK: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axis = axisIn(node, -1)
  const { shape: ofCount } = requiredInput(node, 1)
  if (ofCount.length !== 1 || ofCount[0] !== 1) throw new Error(phrase('its input 1 tells how many by one number in a list, not by a tensor of [{shape}]', { shape: ofCount.join(', ') }))
  const [count = 0] = constantNumbers(node, 1)
  if (count < 0) throw new Error(phrase('there are no {count} largest elements', { count }))
  if (count > (shape[axis] ?? 0)) throw new Error(phrase('an axis of {size} elements has no {count} largest', { size: shape[axis] ?? 0, count }))
  return [
    { type, shape: shape.with(axis, count) },
    { type: 'int64', shape: shape.with(axis, count) },
  ]
}
