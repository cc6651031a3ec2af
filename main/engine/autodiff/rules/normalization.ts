// What normalisation by channel consists of, in whatever layout: its forward pass and its gradients.
import type { Value } from '../../../onnx/graph'
import type { BackwardContext, ForwardContext, ForwardResult } from '../rule'

export interface Normalization {
  /** @param shares of each image in a mean over the batch, [1, N]; null: mean and variance are given */
  readonly normalize: (context: Pick<ForwardContext, 'g' | 'node' | 'inputs'>, shares: Value | null) => ForwardResult
  /**
   * With z = (x - mean) / s, s = sqrt(variance + epsilon), and w the share of an element in the statistics:
   *
   *     dgain = sum(dy z)    dshift = sum(dy)    dx = gain / s (dy - w (dshift + z dgain))
   *
   * With given statistics w is 0, and they have gradients of their own: dmean = -gain / s dshift, dvariance = -gain / (2 s^2) dgain. With those
   * of the batch these two are 0.
   */
  readonly gradients: (context: Pick<BackwardContext, 'g' | 'node' | 'inputs' | 'saved' | 'gradOutputs' | 'needs'>) => readonly (Value | null)[]
}
