// Shape inference of operators that move elements without computing with them.
import { phrase } from '@language/phrase'
import { intAttribute, intsAttribute, requiredInput } from '../graph'
import { DYNAMIC, elementCount, type Shape } from '../tensor'
import { broadcastShapes } from './elementwise'
import { axisOf, constantNumbers, optionalNumbers, type InferenceContext, type InferShapes, type ValueType } from './inference'

const product = (shape: Shape): number => (shape.includes(DYNAMIC) ? DYNAMIC : elementCount(shape))

/** Flatten into a matrix: dimensions before `axis`, and the rest. */
export const inferFlatten: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axis = intAttribute(node, 'axis', 1)
  if (Math.abs(axis) > shape.length) throw new Error(phrase('there is no axis {axis} in {rank} dimensions', { axis, rank: shape.length }))
  return [{ type, shape: [product(shape.slice(0, axis)), product(shape.slice(axis))] }]
}

/** Reshape: 0 keeps a dimension (unless `allowzero` says that it is empty), one -1 takes what is left. */
export const inferReshape: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const keepsZero = intAttribute(node, 'allowzero', 0) === 1
  const given = constantNumbers(node, 1)
  const target = given.map((size, axis) => (size === 0 && !keepsZero ? (shape[axis] ?? 0) : size))
  const isDynamic = (size: number, axis: number): boolean => size === DYNAMIC && given[axis] === 0
  if (!given.every(Number.isInteger)) throw new Error(phrase('its input 1 is no shape of whole numbers'))
  const misfit = (): Error => new Error(phrase('[{shape}] does not reshape to [{given}]', { shape: shape.join(', '), given: given.join(', ') }))
  // A dynamic dimension that is kept cancels out; with any other, what is left is not known.
  if (shape.filter((size) => size === DYNAMIC).length !== target.filter(isDynamic).length) return [{ type, shape: target }]
  const open = given.indexOf(-1)
  if (given.some((size, axis) => size < -1 || (size === -1 && axis !== open))) throw misfit()
  const whole = elementCount(shape.filter((size) => size !== DYNAMIC))
  const rest = elementCount(target.filter((size, axis) => axis !== open && !isDynamic(size, axis)))
  if (open < 0 ? whole !== rest : rest === 0 || whole % rest !== 0) throw misfit()
  return [{ type, shape: open < 0 ? target : target.with(open, whole / rest) }]
}

/** Squeeze: takes away the axes of input 1, or all of size 1. */
export const inferSqueeze: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axes = optionalNumbers(node, 1)?.map((axis) => axisOf(axis, shape.length))
  const wrong = axes?.find((axis) => shape[axis] !== 1)
  if (wrong !== undefined) throw new Error(phrase('axis {axis} of [{shape}] is not 1', { axis: wrong, shape: shape.join(', ') }))
  return [{ type, shape: shape.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1)) }]
}

/** Unsqueeze: puts an axis of size 1 at every place of the output that input 1 names. */
export const inferUnsqueeze: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const given = constantNumbers(node, 1)
  const rank = shape.length + given.length
  const axes = given.map((axis) => axisOf(axis, rank)).sort((a, b) => a - b)
  if (new Set(axes).size < axes.length) throw new Error(phrase('the axes {axes} are not all different', { axes: given.join(', ') }))
  return [{ type, shape: axes.reduce<Shape>((wider, axis) => wider.toSpliced(axis, 0, 1), shape) }]
}

export const inferTranspose: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const order = intsAttribute(node, 'perm', shape.map((_, axis) => axis).reverse())
  if (order.length !== shape.length || shape.some((_, axis) => !order.includes(axis))) throw new Error(phrase('[{order}] is no order of {rank} axes', { order: order.join(', '), rank: shape.length }))
  return [{ type, shape: order.map((axis) => shape[axis] ?? DYNAMIC) }]
}

function jointFault({ type, shape: { length: rank } }: ValueType, odd: ValueType | null): string {
  return odd
    ? phrase('it joins {type} of {rank} dimensions with {otherType} of {otherRank}', { type, rank, otherType: odd.type, otherRank: odd.shape.length })
    : phrase('it joins {type} of {rank} dimensions with nothing', { type, rank })
}

export const inferConcat: InferShapes = (node) => {
  const first = requiredInput(node, 0)
  const axis = axisOf(intAttribute(node, 'axis', 0), first.shape.length)
  const odd = node.inputs.find((value) => value?.type !== first.type || value.shape.length !== first.shape.length)
  if (odd !== undefined) throw new Error(jointFault(first, odd))
  const fits = (size: number, other: number): boolean => {
    const expected = first.shape[other]
    return other === axis || size === expected || size === DYNAMIC || expected === DYNAMIC
  }
  if (!node.inputs.every((value) => value?.shape.every(fits))) throw new Error(phrase('the inputs differ in another dimension than {axis}', { axis }))
  const sizes = node.inputs.map((value) => value?.shape[axis] ?? 0)
  const sum = sizes.includes(DYNAMIC) ? DYNAMIC : sizes.reduce((total, size) => total + size, 0)
  return [{ type: first.type, shape: first.shape.with(axis, sum) }]
}

/** Sizes of the parts that a Split node makes: given by input 1, or `num_outputs` equal ones, the last of which may be smaller. */
export function splitSizes(node: InferenceContext): readonly number[] {
  const { shape } = requiredInput(node, 0)
  const size = shape[axisOf(intAttribute(node, 'axis', 0), shape.length)] ?? 0
  const given = optionalNumbers(node, 1)
  if (given) {
    if (given.some((part) => part < 0) || given.reduce((sum, part) => sum + part, 0) !== size) throw new Error(phrase('parts of {sizes} do not make up {size}', { sizes: given.join(', '), size }))
    return given
  }
  const count = intAttribute(node, 'num_outputs', 0)
  if (count < 1) throw new Error(phrase('a Split needs the sizes of its parts, or their number'))
  if (size !== DYNAMIC && count > size) throw new Error(phrase('{size} elements do not make {count} parts', { size, count }))
  const part = Math.ceil(size / count)
  return Array.from({ length: count }, (_, index) => (index < count - 1 ? part : size - part * (count - 1)))
}

export const inferSplit: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axis = axisOf(intAttribute(node, 'axis', 0), shape.length)
  return splitSizes(node).map((size) => ({ type, shape: shape.with(axis, size) }))
}

/** Gather slices along `axis`: the axis is replaced by the shape of the indices. */
export const inferGather: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axis = axisOf(intAttribute(node, 'axis', 0), shape.length)
  const size = shape[axis] ?? 0
  const outside = size === DYNAMIC ? undefined : node.constantOf(requiredInput(node, 1))?.data.find((index) => index < -size || index >= size)
  if (outside !== undefined) throw new Error(phrase('there is no place {place} among {size}', { place: String(outside), size }))
  return [{ type, shape: shape.toSpliced(axis, 1, ...requiredInput(node, 1).shape) }]
}

export const inferExpand: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const target = constantNumbers(node, 1)
  if (target.some((size) => size < DYNAMIC)) throw new Error(phrase('there is no shape [{shape}]', { shape: target.join(', ') }))
  return [{ type, shape: broadcastShapes(shape, target) }]
}
