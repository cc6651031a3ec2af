// Weight decay: which parameters decay, and by how much in a step.
import type { OptimizerSettings } from '@contract/training/optimizer'
import type { Shape } from '../../onnx/tensor'
import type { StepScalar } from './optimizer'

/** The settings and facts that decide whether a parameter decays. */
export interface Decaying {
  readonly kind: 'weight' | 'bias'
  readonly shape: Shape
}

/**
 * The weight decay of a parameter: 0 for biases and for the scales and offsets of normalisation, which are vectors, unless the settings
 * ask for them too. Decay of these parameters does not regularise: it does not make the network's function smoother.
 */
export function decayOf({ kind, shape }: Decaying, { weightDecay, decayBiases }: OptimizerSettings): number {
  const multiplies = kind === 'weight' && shape.length > 1
  return multiplies || decayBiases ? weightDecay : 0
}

/**
 * The factor by which decoupled weight decay shrinks a parameter in each step: 1 - rate * decay.
 * I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, with the rate as in PyTorch: it is the whole learning rate.
 */
export function decayFactor(decay: number): StepScalar {
  return { name: 'decay_factor', at: ({ learningRate }) => 1 - learningRate * decay }
}
