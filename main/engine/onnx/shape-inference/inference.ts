// What shape inference is given of a node, and what it tells of the outputs.
import type { Node, Value } from '../graph'
import type { ElementType, Shape, Tensor } from '../tensor'

/** Type and shape of one output. */
export interface ValueType {
  readonly type: ElementType
  readonly shape: Shape
}

/** A node whose outputs are not known yet. */
export interface InferenceContext extends Pick<Node, 'operator' | 'inputs' | 'attributes'> {
  /** The tensor behind a constant input (a target shape, axes); undefined where it is computed at run time. */
  readonly constantOf: (value: Value) => Tensor | undefined
}

/** Infers all outputs that the operator can have, in order; throws where the inputs do not fit. */
export type InferShapes = (node: InferenceContext) => readonly ValueType[]
