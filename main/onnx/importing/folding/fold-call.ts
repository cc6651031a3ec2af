// Interface of constant folding: the node with its known inputs, and its computed outputs.
import type { Attributes } from '../../graph'
import type { InferenceContext } from '../../shape-inference/inference'
import type { Known } from './known'

/** A node whose inputs are known. */
export interface FoldCall {
  readonly inputs: readonly (Known | null)[]
  /** Types and shapes of the outputs. */
  readonly outputs: readonly Omit<Known, 'values'>[]
  readonly attributes: Attributes
  /** The node in the form that shape inference takes. */
  readonly inference: InferenceContext
}

/** Computes the outputs; null where they cannot be computed. */
export type Fold = (call: FoldCall) => readonly Known[] | null
