// What an operator costs: the interface of the table, and what its families share.
import { firstOutput, type Node, type Value } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'

export interface Work {
  /** Products that a convolution or a matrix product sums. */
  readonly multiplyAdds: number
  /** Floating-point operations on single elements. */
  readonly operations: number
}

/** What a node writes in the forward pass for the backward pass alone. */
export interface Mask {
  readonly elements: number
  /** `byte`: a place in a window, or whether a unit was dropped; `number`: one of the precision of the activations. */
  readonly as: 'byte' | 'number'
}

/** The gradient of one input of a node. */
export interface Gradient extends Work {
  /** What it is computed from beside the gradient of the output. */
  readonly reads: readonly Value[]
  readonly mask?: Mask
  /** It is the gradient of the output itself, in another shape at most: nothing is computed, read or written. */
  readonly isShared?: true
}

export interface OperatorCost {
  /** Of the forward pass in training. */
  readonly forward: (node: Node) => Work
  /** Of the gradient of an input, by its index; null: no gradient flows to this input. */
  readonly gradient: (node: Node, index: number) => Gradient | null
  /** Its output is its input in another shape: nothing is read or written. */
  readonly isView?: true
}

export const outputCount = (node: Node): number => elementCount(firstOutput(node).shape)
export const inputCount = (node: Node): number => elementCount(node.inputs[0]?.shape ?? [])

/** Operations on single elements. */
export const operations = (count: number): Work => ({ multiplyAdds: 0, operations: count })

export const noWork = operations(0)

/** So many operations for each element of the output. */
export const perOutput =
  (count: number) =>
  (node: Node): Work =>
    operations(count * outputCount(node))

/** The inputs with these indices, those that are left out aside. */
export const inputsOf = (node: Node, ...indices: readonly number[]): readonly Value[] => indices.flatMap((index) => node.inputs[index] ?? [])

export const noGradient = (): null => null
