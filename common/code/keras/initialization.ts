// How layers of a Keras program draw their first weights, as the lab's initialisers do.
import type { InitializerName } from '@contract/models/initializers'
import { fansOf, type Fans, type WeightedRecord } from '../fans'
import type { Helpers } from '../program'
import { atom, call, named, type Argument, type Expression } from '../python/expression'
import type { ImageOrVector } from '../shaped-layers'

/** The functions of a program that make layers, by the layers of Keras that they make. */
const makers = { 'layers.Conv2D': 'conv2d', 'layers.Conv2DTranspose': 'conv2d_transpose', 'layers.Dense': 'dense' } as const
export type WeightedCallee = keyof typeof makers

/** The initialiser of all weights by its class, where Keras's own, Glorot's, is not the network's; a new one for each layer, as one draws the same numbers again and again. */
const shared: Readonly<Partial<Record<InitializerName, { readonly words: string; readonly made: string }>>> = {
  'kaiming-normal': {
    words: 'weights drawn as He et al. (2015) do',
    made: `keras.initializers.VarianceScaling(
            2.0, mode="fan_in", distribution="untruncated_normal")`,
  },
  'normal-0.01': {
    words: 'weights from N(0, 0.01)',
    made: 'keras.initializers.RandomNormal(stddev=0.01)',
  },
}

/** Called by the layers of a network with an initialiser. */
export function kerasMakers(initializer: InitializerName): Helpers {
  return Object.fromEntries(Object.entries(makers).map(([layer, maker]) => [maker, makerText(initializer, layer, maker)]))
}

function makerText(initializer: InitializerName, layer: string, maker: string): string {
  const units = layer === 'layers.Dense' ? 'units' : 'filters'
  if (initializer === 'pytorch-default') {
    return `def ${maker}(${units}, *, fan_in, **options):
    """A layer that begins as PyTorch's does."""
    bound = fan_in ** -0.5
    options.setdefault("bias_initializer",
                       keras.initializers.RandomUniform(-bound, bound))
    return ${layer}(
        ${units},
        kernel_initializer=keras.initializers.RandomUniform(-bound, bound),
        **options)`
  }
  const scheme = shared[initializer]
  return scheme
    ? `def ${maker}(${units}, **options):
    """A layer with ${scheme.words}."""
    options.setdefault(
        "kernel_initializer",
        ${scheme.made})
    return ${layer}(${units}, **options)`
    : ''
}

/** A layer with weights. @param ownFans whether Keras counts inputs and outputs of its weights as the lab does */
export function weighted(initializer: InitializerName, callee: WeightedCallee, record: WeightedRecord, input: ImageOrVector, args: readonly Argument[], ownFans = true): Expression {
  const fans = fansOf(record, input)
  const units: Argument = { value: atom(record.layer === 'linear' ? record.features : record.channels, 'channels') }
  const options = [...args, named('use_bias', record.bias, true)]
  if (record.bias && record.initialBias !== undefined && (record.initialBias !== 0 || initializer === 'pytorch-default')) {
    options.push(named('bias_initializer', call('keras.initializers.Constant', atom(record.initialBias, 'bias'))))
  }
  if (initializer === 'pytorch-default') return call(makers[callee], units, named('fan_in', fans.fanIn), ...options)
  if (!ownFans) options.push(...explicit(initializer, fans))
  return call(shared[initializer] ? makers[callee] : callee, units, ...options)
}

/** The initialiser by its number, where Keras would count otherwise. */
function explicit(initializer: InitializerName, { fanIn, fanOut }: Fans): readonly Argument[] {
  const bound = Number(Math.sqrt(6 / (fanIn + fanOut)).toPrecision(6))
  if (initializer === 'xavier-uniform') return [named('kernel_initializer', call('keras.initializers.RandomUniform', atom(-bound, 'bound'), atom(bound, 'bound')))]
  if (initializer === 'kaiming-normal') return [named('kernel_initializer', call('keras.initializers.RandomNormal', named('stddev', Number(Math.sqrt(2 / fanIn).toPrecision(6)))))]
  return []
}

