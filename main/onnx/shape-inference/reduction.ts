// Shape inference of operators that reduce axes, or sum along one.
import { phrase } from '@language/phrase'
import { intAttribute, requiredInput } from '../graph'
import type { Shape } from '../tensor'
import { axisOf, constantNumbers, optionalNumbers, type InferenceContext, type InferShapes } from './inference'

function reduce(shape: Shape, axes: readonly number[], keep: boolean): Shape {
  return shape.flatMap((size, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [size]))
}

/** The axes that a reduction node reduces: those in its constant input 1; without any, all axes, or none with `noop_with_empty_axes`. */
export function reducedAxes(node: InferenceContext): readonly number[] {
  const { shape } = requiredInput(node, 0)
  const axes = optionalNumbers(node, 1) ?? []
  const counted = axes.map((axis) => axisOf(axis, shape.length))
  if (new Set(counted).size < counted.length) throw new Error(phrase('the axes {axes} are not all different', { axes: axes.join(', ') }))
  if (counted.length > 0) return counted
  return intAttribute(node, 'noop_with_empty_axes', 0) === 1 ? [] : shape.map((_, axis) => axis)
}

export const inferReduce: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape: reduce(shape, reducedAxes(node), intAttribute(node, 'keepdims', 1) === 1) }]
}

/** ArgMax along the attribute `axis`: int64 positions. */
export const inferArgMax: InferShapes = (node) => {
  const { shape } = requiredInput(node, 0)
  const axes = [axisOf(intAttribute(node, 'axis', 0), shape.length)]
  return [{ type: 'int64', shape: reduce(shape, axes, intAttribute(node, 'keepdims', 1) === 1) }]
}

/** CumSum along the axis in input 1, which is constant. */
export const inferCumSum: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  axisOf(constantNumbers(node, 1)[0] ?? 0, shape.length)
  return [{ type, shape }]
}
