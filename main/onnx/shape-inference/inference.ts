// Interface of shape inference: a node with its inputs, and types and shapes of its outputs.
import { phrase } from '@language/phrase'
import type { Node, Value } from '../graph'
import type { Operator } from '../operators'
import { toNumbers, type ElementType, type Shape, type Tensor } from '../tensor'

/** Type and shape of one output. */
export interface ValueType {
  readonly type: ElementType
  readonly shape: Shape
  /** See `Value`. */
  readonly block?: number
}

/** A node whose outputs are to be inferred. */
export interface InferenceContext extends Pick<Node, 'operator' | 'inputs' | 'attributes'> {
  /** The tensor behind a constant input (a target shape, axes); undefined where it is computed at run time. */
  readonly constantOf: (value: Value) => Tensor | undefined
}

/** Infers all outputs that the operator can have, in order; throws where the inputs do not fit. */
export type InferShapes = (node: InferenceContext) => readonly ValueType[]

/** Operators whose lists of axes may be a single number. */
const takesScalars: ReadonlySet<Operator> = new Set<Operator>(['CumSum', 'Unsqueeze'])

/** The numbers of an input that decides shapes; undefined where it is left out. */
export function optionalNumbers(node: InferenceContext, index: number): readonly number[] | undefined {
  const value = node.inputs[index]
  if (!value) return undefined
  const tensor = node.constantOf(value)
  if (!tensor) throw new Error(phrase('input {index} of {operator} must be constant', { index, operator: node.operator }))
  if (tensor.shape.length > 1 || (tensor.shape.length === 0 && !takesScalars.has(node.operator))) throw new Error(phrase('input {index} of {operator} must be a list, and is of shape [{shape}]', { index, operator: node.operator, shape: tensor.shape.join(', ') }))
  return toNumbers(tensor)
}

/** The numbers of an input that decides shapes. */
export function constantNumbers(node: InferenceContext, index: number): readonly number[] {
  const numbers = optionalNumbers(node, index)
  if (!numbers) throw new Error(phrase('{operator} lacks its input {index}', { operator: node.operator, index }))
  return numbers
}

/**
 * An axis counted from the first one; negative ones count from the end.
 * @throws Error where there is no such axis
 */
export function axisOf(axis: number, rank: number): number {
  const counted = axis < 0 ? axis + rank : axis
  if (counted < 0 || counted >= rank) throw new Error(phrase('there is no axis {axis} in {rank} dimensions', { axis, rank }))
  return counted
}
