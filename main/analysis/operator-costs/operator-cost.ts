// Cost of an operator: the interface of the table's entries, and helpers of their families.
import { firstOutput, type Node, type Value } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'

export interface Work {
  /** Products that a convolution or a matrix product sums. */
  readonly multiplyAdds: number
  /** Floating-point operations on single elements. */
  readonly operations: number
}

/** A value that a node writes in the forward pass only for its backward pass. */
export interface Mask {
  readonly elements: number
  /** `byte`: a place in a window, or whether a unit was dropped; `number`: a number in the precision of activations. */
  readonly as: 'byte' | 'number'
}

/** The gradient of one input of a node. */
export interface Gradient extends Work {
  /** Values that the gradient is computed from, beside the gradient of the output. */
  readonly reads: readonly Value[]
  readonly mask?: Mask
  /** The gradient is the gradient of the output itself, perhaps in another shape: nothing is computed, read or written. */
  readonly isShared?: true
}

export interface OperatorCost {
  /** Work of the forward pass in training. */
  readonly forward: (node: Node) => Work
  /** Cost of the gradient of the input at an index; null: no gradient flows to this input. */
  readonly gradient: (node: Node, index: number) => Gradient | null
  /** The output is the input in another shape: nothing is read or written. */
  readonly isView?: true
}

export const outputCount = (node: Node): number => elementCount(firstOutput(node).shape)
export const inputCount = (node: Node): number => elementCount(node.inputs[0]?.shape ?? [])

/** Operations on single elements. */
export const operations = (count: number): Work => ({ multiplyAdds: 0, operations: count })

export const noWork = operations(0)

/** A fixed number of operations for each element of the output. */
export const perOutput =
  (count: number) =>
  (node: Node): Work =>
    operations(count * outputCount(node))

/** The inputs at these indices, without optional ones that the node leaves out. */
export const inputsOf = (node: Node, ...indices: readonly number[]): readonly Value[] => indices.flatMap((index) => node.inputs[index] ?? [])

export const noGradient = (): null => null
