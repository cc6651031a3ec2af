// Stochastic gradient descent with momentum, heavy-ball and Nesterov's, in PyTorch's form.
// I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013.
import type { SettingsOf } from '@contract/training/optimizer'
import { add, mul, scale, sub } from '../../onnx/operations'
import { addGradient } from './add-gradient'
import { slotAt, type Optimizer, type StepScalar } from './optimizer'
import { decayFactor } from './weight-decay'

const learningRate: StepScalar = { name: 'learning_rate', at: (step) => step.learningRate }

/**
 * With v the velocity and mu the momentum: v' = mu v + gradient + decay w, then w' = w - rate v'; after Nesterov, w' looks one step of the
 * velocity ahead: w' = w - rate (gradient + decay w + mu v'). Decoupled decay leaves the velocity alone and shortens w by rate decay w.
 */
export function momentum(settings: SettingsOf<'momentum' | 'nesterov'>): Optimizer {
  const shareKept: StepScalar = { name: 'momentum', at: (step) => step.momentum ?? settings.momentum }
  return {
    slots: ['momentum'],
    update: (context) => {
      const { g, parameter, gradient, decay, scalar } = context
      const coupled = settings.decoupledDecay ? 0 : decay
      const kept = mul(g, scalar(shareKept), slotAt(context, 0))
      const velocity = addGradient(g, coupled === 0 ? kept : add(g, kept, scale(g, parameter, coupled)), gradient, null)
      // v' - mu v is the gradient with its decay. Taken from the velocities, it spares Nesterov's step a second computation of a matrix product.
      const direction = settings.name === 'momentum' ? velocity : add(g, sub(g, velocity, kept), mul(g, scalar(shareKept), velocity))
      const decayed = settings.decoupledDecay && decay !== 0 ? mul(g, parameter, scalar(decayFactor(decay))) : parameter
      return { parameter: sub(g, decayed, mul(g, scalar(learningRate), direction)), slots: [velocity] }
    },
  }
}
