// How layers of a Flax program draw their first weights, as the lab's initialisers do.
import type { Initialization, InitializerName } from '@contract/models/initializers'
import { fansOf, type Fans, type WeightedRecord } from '../fans'
import { atom, call, named, type Argument, type Expression } from '../python/expression'
import type { ImageOrVector } from '../shaped-layers'
import { factorComment, stated } from '../weight-factor'

/** The layers of Flax by the names that a program gives them with its initialiser. */
export const weightedLayers = { Conv: 'nn.Conv', ConvTranspose: 'nn.ConvTranspose', Dense: 'nn.Dense' } as const
export type WeightedCallee = keyof typeof weightedLayers

interface Scheme {
  readonly comment: string
  readonly made: (scale: number) => string
  /** The variance of a weight without the factor, by what the lab counts; null: it depends on no count. */
  readonly variance: ((fans: Fans) => number) | null
  readonly distribution: 'uniform' | 'normal'
}

const schemes: Readonly<Record<InitializerName, Scheme>> = {
  'xavier-uniform': {
    comment: 'Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.',
    made: (scale) => (scale === 1 ? 'nn.initializers.xavier_uniform()' : `nn.initializers.variance_scaling(${stated(scale ** 2)}, "fan_avg", "uniform")`),
    variance: ({ fanIn, fanOut }) => 2 / (fanIn + fanOut),
    distribution: 'uniform',
  },
  'pytorch-default': {
    comment: 'Weights and biases are drawn as PyTorch does.',
    made: (scale) => `nn.initializers.variance_scaling(${scale === 1 ? '1 / 3' : stated(scale ** 2 / 3)}, "fan_in", "uniform")`,
    variance: ({ fanIn }) => 1 / (3 * fanIn),
    distribution: 'uniform',
  },
  'kaiming-normal': {
    comment: 'Weights are drawn as He et al. (2015) do; biases begin at zero.',
    made: (scale) => `nn.initializers.variance_scaling(${scale === 1 ? '2.0' : stated(2 * scale ** 2)}, "fan_in", "normal")`,
    variance: ({ fanIn }) => 2 / fanIn,
    distribution: 'normal',
  },
  'normal-0.01': {
    comment: 'Weights are drawn from N(0, 0.01); biases begin at zero.',
    made: (scale) => `nn.initializers.normal(${stated(0.01 * scale)})`,
    variance: null,
    distribution: 'normal',
  },
  zeros: { comment: 'Weights and biases begin at zero.', made: () => 'nn.initializers.zeros_init()', variance: null, distribution: 'normal' },
}

/** Lines that make `initializer`, which draws all weights. */
export function initializerLines(initialization: Initialization): readonly string[] {
  const { comment, made } = schemes[initialization.initializer]
  return [`# ${comment}`, ...factorComment(initialization), `initializer = ${made(initialization.initializerScale)}`]
}

/** Of biases, which PyTorch draws by the inputs of their layer. */
export const uniformHelper = `def uniform(fan_in):
    """Numbers between -1 / sqrt(fan_in) and 1 / sqrt(fan_in)."""
    bound = fan_in ** -0.5

    def draw(key, shape, dtype=jnp.float32):
        return jax.random.uniform(key, shape, dtype, -bound, bound)
    return draw`

/** A layer with weights. @param kernelInputs inputs of one unit as JAX counts them by the shape of the kernel, where that is not as the lab does */
export function weighted({ initializer, initializerScale }: Initialization, callee: WeightedCallee, record: WeightedRecord, input: ImageOrVector, args: readonly Argument[], kernelInputs?: number): Expression {
  const fans = fansOf(record, input)
  const units: Argument = { value: atom(record.layer === 'linear' ? record.features : record.channels, 'channels') }
  const options = [...args, named('use_bias', record.bias, true)]
  const { variance, distribution } = schemes[initializer]
  if (kernelInputs !== undefined && variance) {
    const scale = Number((variance(fans) * initializerScale ** 2 * kernelInputs).toPrecision(6))
    options.push(named('kernel_init', call('nn.initializers.variance_scaling', atom(scale, 'scale'), atom('fan_in'), atom(distribution))))
  }
  if (record.bias && record.initialBias !== undefined && (record.initialBias !== 0 || initializer === 'pytorch-default')) {
    options.push(named('bias_init', call('nn.initializers.constant', atom(record.initialBias, 'bias'))))
  } else if (record.bias && initializer === 'pytorch-default') options.push(named('bias_init', call('uniform', atom(fans.fanIn, 'fan_in'))))
  return call(callee, units, ...options)
}
