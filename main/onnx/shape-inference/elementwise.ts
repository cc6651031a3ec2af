// Shape inference of operators that work element by element, with NumPy's broadcasting.
import { phrase } from '@language/phrase'
import { intAttribute, requiredInput, stringAttribute } from '../graph'
import { DYNAMIC, type ElementType, type Shape } from '../tensor'
import { elementTypeOfCode } from '../element-type-codes'
import { axisOf, type InferShapes } from './inference'

/**
 * The shape that two operands broadcast to: aligned at the last dimension, sizes equal or 1.
 * @throws Error where they do not fit
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a[axis - rank + a.length] ?? 1
    const sizeB = b[axis - rank + b.length] ?? 1
    if (sizeA === sizeB || sizeB === 1) return sizeA
    if (sizeA === 1 || sizeA === DYNAMIC) return sizeB
    if (sizeB === DYNAMIC) return sizeA
    throw new Error(phrase('[{a}] and [{b}] do not broadcast', { a: a.join(', '), b: b.join(', ') }))
  })
}

/** Whether a value can be repeated to a shape, which does not grow by that. */
export function broadcastsTo(shape: Shape, target: Shape): boolean {
  const missing = target.length - shape.length
  return missing >= 0 && shape.every((size, axis) => size === 1 || size === DYNAMIC || size === target[axis + missing] || target[axis + missing] === DYNAMIC)
}

/** PRelu: slopes that are repeated to the shape of the first input. */
export const inferPRelu: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const slope = requiredInput(node, 1).shape
  if (!broadcastsTo(slope, shape)) throw new Error(phrase('slopes of [{slope}] do not fit [{shape}]', { slope: slope.join(', '), shape: shape.join(', ') }))
  return [{ type, shape }]
}

/** Softmax, LogSoftmax: like the input, which must have the axis. */
export const inferAlongAxis: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  axisOf(intAttribute(node, 'axis', -1), shape.length)
  return [{ type, shape }]
}

/** Clip: bounds are single numbers. */
export const inferClip: InferShapes = (node) => {
  const wrong = node.inputs.slice(1).find((bound) => bound && bound.shape.length > 0)
  if (wrong) throw new Error(phrase('a bound of shape [{shape}] is not a single number', { shape: wrong.shape.join(', ') }))
  return inferLikeFirst(node)
}

/** The output is like the first input. */
export const inferLikeFirst: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape }]
}

/** Gelu, exact or by tanh. */
export const inferGelu: InferShapes = (node) => {
  const approximation = stringAttribute(node, 'approximate', 'none')
  if (approximation !== 'none' && approximation !== 'tanh') throw new Error(phrase('there is no approximation {approximation}', { approximation }))
  return inferLikeFirst(node)
}

function broadcastAs(type: ElementType | 'operand'): InferShapes {
  return (node) => {
    const a = requiredInput(node, 0)
    const b = requiredInput(node, 1)
    if (a.type !== b.type) throw new Error(phrase('operands are of types {first} and {second}', { first: a.type, second: b.type }))
    return [{ type: type === 'operand' ? a.type : type, shape: broadcastShapes(a.shape, b.shape) }]
  }
}

/** Add, Sub, Mul, Div, Mod, Max, Min: the type of the operands. */
export const inferArithmetic = broadcastAs('operand')

/** Comparisons, And, Or: bool. */
export const inferComparison = broadcastAs('bool')

/** Pow: the type of the base; the exponent may have another. */
export const inferPower: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape: broadcastShapes(shape, requiredInput(node, 1).shape) }]
}

/** Where(condition, a, b). */
export const inferWhere: InferShapes = (node) => {
  const a = requiredInput(node, 1)
  const shape = broadcastShapes(requiredInput(node, 0).shape, broadcastShapes(a.shape, requiredInput(node, 2).shape))
  return [{ type: a.type, shape }]
}

/** Cast to the type that the attribute `to` names. */
export const inferCast: InferShapes = (node) => [
  { type: elementTypeOfCode(intAttribute(node, 'to', 0)), shape: requiredInput(node, 0).shape },
]

/** Dropout: the output, and the mask of kept elements. */
export const inferDropout: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const wrong = node.inputs.slice(1).find((value) => value && value.shape.length > 0)
  if (wrong) throw new Error(phrase('its ratio or its mode of shape [{shape}] is not a single number', { shape: wrong.shape.join(', ') }))
  return [
    { type, shape },
    { type: 'bool', shape },
  ]
}

/** SoftmaxCrossEntropyLoss with reduction 'none': one loss per image. */
export const inferSoftmaxCrossEntropy: InferShapes = (node) => {
  const logits = requiredInput(node, 0)
  return [{ type: logits.type, shape: logits.shape.slice(0, 1) }]
}
