// What the folding of a node is given, and what it returns.
import type { Attributes } from '../../graph'
import type { InferenceContext } from '../../shape-inference/inference'
import type { Known } from './known'

/** A node whose inputs are known. */
export interface FoldCall {
  readonly inputs: readonly (Known | null)[]
  /** What the outputs are, their values left out. */
  readonly outputs: readonly Omit<Known, 'values'>[]
  readonly attributes: Attributes
  /** As those functions see it that tell an operator's geometry. */
  readonly inference: InferenceContext
}

/** Computes the outputs; null where it cannot. */
export type Fold = (call: FoldCall) => readonly Known[] | null
