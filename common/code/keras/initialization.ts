// How layers of a Keras program draw their first weights, as the lab's initialisers do.
import type { Initialization, InitializerName } from '@contract/models/initializers'
import { fansOf, type Fans, type WeightedRecord } from '../fans'
import type { Helpers } from '../program'
import { atom, call, named, type Argument, type Expression } from '../python/expression'
import type { ImageOrVector } from '../shaped-layers'
import { factorComment, stated } from '../weight-factor'

/** The functions of a program that make layers, by the layers of Keras that they make. */
const makers = { 'layers.Conv2D': 'conv2d', 'layers.Conv2DTranspose': 'conv2d_transpose', 'layers.Dense': 'dense' } as const
export type WeightedCallee = keyof typeof makers

interface Scheme {
  readonly words: string
  readonly made: string
}

/** The initialiser of all weights by its class, where Keras's own, Glorot's, is not the network's; a new one for each layer, as one draws the same numbers again and again. */
const shared: Readonly<Record<InitializerName, ((scale: number) => Scheme) | null>> = {
  'xavier-uniform': (scale) => ({
    words: 'weights drawn as Glorot and Bengio (2010) do',
    made: `keras.initializers.VarianceScaling(
            ${stated(scale ** 2)}, mode="fan_avg", distribution="uniform")`,
  }),
  'pytorch-default': null, // by the inputs of each layer, which its maker is told
  'kaiming-normal': (scale) => ({
    words: 'weights drawn as He et al. (2015) do',
    made: `keras.initializers.VarianceScaling(
            ${scale === 1 ? '2.0' : stated(2 * scale ** 2)}, mode="fan_in", distribution="untruncated_normal")`,
  }),
  'normal-0.01': (scale) => ({ words: 'weights from N(0, 0.01)', made: `keras.initializers.RandomNormal(stddev=${stated(0.01 * scale)})` }),
  zeros: () => ({ words: 'weights that begin at zero', made: 'keras.initializers.Zeros()' }),
}

/** Null: Keras's own initialiser, or one by the inputs of each layer. */
function sharedScheme({ initializer, initializerScale: scale }: Initialization): Scheme | null {
  return initializer === 'xavier-uniform' && scale === 1 ? null : (shared[initializer]?.(scale) ?? null)
}

/** Called by the layers of a network with an initialiser. */
export function kerasMakers(initialization: Initialization): Helpers {
  return Object.fromEntries(Object.entries(makers).map(([layer, maker]) => [maker, makerText(initialization, layer, maker)]))
}

function makerText(initialization: Initialization, layer: string, maker: string): string {
  const units = layer === 'layers.Dense' ? 'units' : 'filters'
  const { initializer, initializerScale: scale } = initialization
  const comment = factorComment(initialization).map((line) => `\n    ${line}`).join('')
  if (initializer === 'pytorch-default') {
    return `def ${maker}(${units}, *, fan_in, **options):
    """A layer that begins as PyTorch's does."""${comment}
    bound = fan_in ** -0.5
    options.setdefault("bias_initializer",
                       keras.initializers.RandomUniform(-bound, bound))
    return ${layer}(
        ${units},
        kernel_initializer=${weightsByBound(scale)},
        **options)`
  }
  const scheme = sharedScheme(initialization)
  return scheme
    ? `def ${maker}(${units}, **options):
    """A layer with ${scheme.words}."""${comment}
    options.setdefault(
        "kernel_initializer",
        ${scheme.made})
    return ${layer}(${units}, **options)`
    : ''
}

/** Line and indentation of the second line are the maker's. */
const weightsByBound = (scale: number): string => (scale === 1 ? 'keras.initializers.RandomUniform(-bound, bound)' : `keras.initializers.RandomUniform(
            -${scale} * bound, ${scale} * bound)`)

/** A layer with weights. @param ownFans whether Keras counts inputs and outputs of its weights as the lab does */
export function weighted(initialization: Initialization, callee: WeightedCallee, record: WeightedRecord, input: ImageOrVector, args: readonly Argument[], ownFans = true): Expression {
  const { initializer } = initialization
  const fans = fansOf(record, input)
  const units: Argument = { value: atom(record.layer === 'linear' ? record.features : record.channels, 'channels') }
  const options = [...args, named('use_bias', record.bias, true)]
  if (record.bias && record.initialBias !== undefined && (record.initialBias !== 0 || initializer === 'pytorch-default')) {
    options.push(named('bias_initializer', call('keras.initializers.Constant', atom(record.initialBias, 'bias'))))
  }
  if (initializer === 'pytorch-default') return call(makers[callee], units, named('fan_in', fans.fanIn), ...options)
  if (!ownFans) options.push(...explicit(initialization, fans))
  return call(sharedScheme(initialization) ? makers[callee] : callee, units, ...options)
}

/** The initialiser by its number, where Keras would count otherwise. */
function explicit({ initializer, initializerScale }: Initialization, { fanIn, fanOut }: Fans): readonly Argument[] {
  const bound = Number((initializerScale * Math.sqrt(6 / (fanIn + fanOut))).toPrecision(6))
  if (initializer === 'xavier-uniform') return [named('kernel_initializer', call('keras.initializers.RandomUniform', atom(-bound, 'bound'), atom(bound, 'bound')))]
  if (initializer === 'kaiming-normal') return [named('kernel_initializer', call('keras.initializers.RandomNormal', named('stddev', Number((initializerScale * Math.sqrt(2 / fanIn)).toPrecision(6)))))]
  return []
}

