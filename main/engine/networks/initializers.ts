// Initial values of a network's parameters, by the two schemes that the book meets.
import type { InitializerName } from '@contract/networks'
import { fillUniform, streams } from '../randomness/stream'

/** What an initialiser must know of a parameter. */
export interface InitialParameter {
  readonly name: string
  /** Position among the network's parameters, by which its random values are told from the others'. */
  readonly index: number
  readonly shape: readonly number[]
  readonly kind: 'weight' | 'bias'
  /** Inputs that one unit of the parameter's layer sums over: kernel area x input channels, or input features. */
  readonly fanIn: number
  /** Outputs that one input of the layer reaches: kernel area x output channels, or output features. */
  readonly fanOut: number
}

/** Half the width of the uniform distribution around zero from which each scheme draws a parameter. */
const uniformBounds: Record<InitializerName, (parameter: InitialParameter) => number> = {
  /** X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, eq. 16. */
  'xavier-uniform': ({ kind, fanIn, fanOut }) => (kind === 'bias' ? 0 : Math.sqrt(6 / (fanIn + fanOut))),
  /** What torch.nn.Linear and Conv2d do: kaiming_uniform_(a = sqrt 5) comes to this bound, which the biases share. */
  'pytorch-default': ({ fanIn }) => 1 / Math.sqrt(fanIn),
}

/**
 * The initial values of a parameter, in row-major order.
 *
 * Each is (2u - 1) * bound, computed in float64 and rounded once to float32, u being the 24-bit uniform number at the value's
 * position in the initialisation stream. So a value depends on seed, index and position only, and any implementation of
 * IEEE arithmetic gets the same bits.
 *
 * @param seed the run's seed, an unsigned 32-bit integer
 */
export function initialValues(parameter: InitialParameter, initializer: InitializerName, seed: number): Float32Array {
  const values = new Float32Array(parameter.shape.reduce((product, size) => product * size, 1))
  const bound = uniformBounds[initializer](parameter)
  if (bound === 0) return values
  fillUniform({ seed, stream: streams.initialisation, a: parameter.index, b: 0 }, values)
  values.forEach((u, i) => {
    values[i] = (2 * u - 1) * bound
  })
  return values
}
