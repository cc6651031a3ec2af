// Initial values of a network's parameters, by the schemes that the book and the papers of the zoo's networks use.
import type { InitializerName } from '@contract/models/initializers'
import { normalNumber } from '@common/randomness/normal'
import { blockWords } from '@common/randomness/philox'
import { fillUniform, pieceWords, streams, type StreamKey } from '@common/randomness/stream'
import { fillWordsFast } from '@common/randomness/fast-words'

/** Facts of a parameter that an initialiser needs. */
export interface InitialParameter {
  readonly name: string
  /** Position among the network's parameters; each position has random values of its own. */
  readonly index: number
  readonly shape: readonly number[]
  readonly kind: 'weight' | 'bias'
  /** Inputs that one unit of the parameter's layer sums over: kernel area x input channels, or input features. */
  readonly fanIn: number
  /** Outputs that one input of the layer reaches: kernel area x output channels, or output features. */
  readonly fanOut: number
}

/** Turns u, uniform in [0, 1) with 24 bits, into one value; computed in float64. */
type Draw = (u: number) => number

const uniform = (bound: number): Draw => (u) => (2 * u - 1) * bound

const normal = (deviation: number): Draw => (u) => normalNumber(u) * deviation

/** How each scheme draws a parameter; null: all zeros. */
const draws: Readonly<Record<InitializerName, (parameter: InitialParameter) => Draw | null>> = {
  /** X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, eq. 16. */
  'xavier-uniform': ({ kind, fanIn, fanOut }) => (kind === 'bias' ? null : uniform(Math.sqrt(6 / (fanIn + fanOut)))),
  /** As torch.nn.Linear and Conv2d: kaiming_uniform_(a = sqrt 5) has this bound, and so have the biases. */
  'pytorch-default': ({ fanIn }) => uniform(1 / Math.sqrt(fanIn)),
  /** K. He et al., "Delving Deep into Rectifiers", ICCV 2015, eq. 10. */
  'kaiming-normal': ({ kind, fanIn }) => (kind === 'bias' ? null : normal(Math.sqrt(2 / fanIn))),
  /** A. Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012, section 5. */
  'normal-0.01': ({ kind }) => (kind === 'bias' ? null : normal(0.01)),
  zeros: () => null,
}

/**
 * The initial values of a parameter, in row-major order.
 *
 * Each is drawn from the 24-bit uniform number at the value's position in the initialisation stream, computed in float64 and rounded once
 * to float32. So a value depends on seed, index and position only. Uniform schemes get the same bits from any implementation of IEEE
 * arithmetic; normal ones need a logarithm in their tails, whose last bit differs between libraries.
 *
 * @param seed the run's seed, an unsigned 32-bit integer
 * @param scale factor on a weight, before the rounding; biases have none
 */
export function initialValues(parameter: InitialParameter, initializer: InitializerName, seed: number, scale = 1): Float32Array<ArrayBuffer> {
  const values = new Float32Array(parameter.shape.reduce((product, size) => product * size, 1))
  const draw = draws[initializer](parameter)
  if (!draw) return values
  const key: StreamKey = { seed, stream: streams.initialisation, a: parameter.index, b: 0 }
  const factor = parameter.kind === 'weight' ? scale : 1
  // Piece by piece: a parameter of 100 MB goes through memory once.
  for (let first = 0; first < values.length; first += pieceWords) {
    const piece = values.subarray(first, first + pieceWords)
    fillUniform(key, piece, first / blockWords, fillWordsFast)
    for (let i = 0; i < piece.length; i++) piece[i] = draw(piece[i] ?? 0) * factor
  }
  return values
}
