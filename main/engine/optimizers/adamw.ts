// AdamW: steps of about the learning rate in every coordinate, with decoupled weight decay.
// D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1; I. Loshchilov, F. Hutter, "Decoupled Weight
// Decay Regularization", ICLR 2019, algorithm 2, with PyTorch's rate of decay.
import type { SettingsOf } from '@contract/training/optimizer'
import { add, div, mul, scalar as constant, scale, sqrt, sub } from '../../onnx/operations'
import { slotAt, type Optimizer, type StepScalar, type StepSettings } from './optimizer'
import { decayFactor } from './weight-decay'

/**
 * m' = b1 m + (1 - b1) g, v' = b2 v + (1 - b2) g^2; w' = (1 - rate decay) w - rate m^ / (sqrt(v^) + epsilon), where m^ = m' / (1 - b1^t) and
 * v^ = v' / (1 - b2^t) undo that both began at zero; t counts steps from 1. The corrections are computed in float64 outside the graph.
 */
export function adamw({ beta1, beta2, epsilon }: SettingsOf<'adamw'>): Optimizer {
  const keptOf = (step: StepSettings): number => step.momentum ?? beta1
  const kept: StepScalar = { name: 'beta1', at: keptOf }
  const taken: StepScalar = { name: 'one_minus_beta1', at: (step) => 1 - keptOf(step) }
  const rate: StepScalar = { name: 'corrected_rate', at: (step) => step.learningRate / (1 - keptOf(step) ** (step.number + 1)) }
  const root: StepScalar = { name: 'root_correction', at: ({ number }) => 1 / Math.sqrt(1 - beta2 ** (number + 1)) }
  return {
    slots: ['first_moment', 'second_moment'],
    update: (context) => {
      const { g, parameter, gradient, decay, scalar } = context
      const first = add(g, mul(g, scalar(kept), slotAt(context, 0)), mul(g, scalar(taken), gradient))
      const second = add(g, scale(g, slotAt(context, 1), beta2), scale(g, mul(g, gradient, gradient), 1 - beta2))
      const spread = add(g, mul(g, sqrt(g, second), scalar(root)), constant(g, epsilon))
      const decayed = decay === 0 ? parameter : mul(g, parameter, scalar(decayFactor(decay)))
      return { parameter: sub(g, decayed, mul(g, scalar(rate), div(g, first, spread))), slots: [first, second] }
    },
  }
}
