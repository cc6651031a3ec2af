// Stochastic gradient descent: w' = w - rate (gradient + decay w).
import { mul } from '../../onnx/operations'
import { addGradient } from './add-gradient'
import type { Optimizer, StepScalar } from './optimizer'
import { decayFactor } from './weight-decay'

const negatedRate: StepScalar = { name: 'negated_rate', at: ({ learningRate }) => -learningRate }

/** Has no slots. Weight decay in the gradient and decoupled weight decay are the same for plain descent. */
export const sgd: Optimizer = {
  slots: [],
  update: ({ g, parameter, gradient, decay, scalar }) => {
    const decayed = decay === 0 ? parameter : mul(g, parameter, scalar(decayFactor(decay)))
    return { parameter: addGradient(g, decayed, gradient, scalar(negatedRate)), slots: [] }
  },
}
