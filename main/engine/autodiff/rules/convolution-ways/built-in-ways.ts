// The way that each pass of a convolution takes without a plan: by predicted costs and by thresholds that were measured on the CPU.
import { elementCount } from '../../../../onnx/tensor'
import type { TransformName } from '../fast-convolution/transforms-by-name'
import { plainConvolution } from '../fast-convolution/plain-convolution'
import type { ConvPlace } from './conv-place'
import type { ConvPass } from './conv-way'
import { isWorthItsMemory, transformedCost } from './held-memory'
import { inputAsConvolution } from './input-as-convolution'
import { windowElements } from './kernel-by-windows'
import { transformsOf } from './transformed'

/** The built-in way of a pass. */
export const builtInWays: Readonly<Record<ConvPass, (place: ConvPlace) => string>> = {
  forward: (place) => builtInTransform(place) ?? 'direct',
  'input gradient': (place) => builtInTransform(place) ?? (inputAsConvolution.fits(place) ? 'convolution' : 'transposed'),
  'kernel gradient': (place) => builtInTransform(place) ?? directKernelGradient(place),
}

/** Fewest channels for a fast algorithm. The images of a data set have fewer; their gradient, where fast algorithms save most, is not computed. */
export const minChannels = 4
const builtInTransforms = ['winograd-8', 'fourier'] as const satisfies TransformName[]

/** The transforms by which a convolution is cheapest to train, as far as they are worth their memory; null: the direct way is cheapest. */
export function builtInTransform(place: ConvPlace): TransformName | null {
  const [, channels = 0] = place.images
  if (!place.fast || !plainConvolution(place.convolution, place.images.slice(2)) || channels < minChannels) return null
  const [best] = builtInTransforms
    .flatMap((name) => {
      const transforms = transformsOf(name, place)
      return transforms && isWorthItsMemory(transforms, place) ? [{ name, cost: transformedCost(transforms, place) }] : []
    })
    .toSorted((a, b) => a.cost - b.cost)
  return best?.name ?? null
}

/** Up to 5x5 the products by tap are faster on the CPU; the 11x11 of AlexNet's first layer is faster as a convolution. */
const tapLimit = 25
/** A GPU computes matrix products in tiles of this many columns. A product per tap has one column per channel, so fewer channels leave a tile mostly empty. */
const thinProduct = 16
/** Largest im2col matrix, in elements: beyond it, one product per tap is faster and uses less memory. */
const maxWindowElements = 10e6

function directKernelGradient(place: ConvPlace): string {
  const { convolution: { kernel, groups }, images, capabilities: { largeKernels } } = place
  if (largeKernels && elementCount(kernel) > tapLimit) return 'convolution'
  const isThin = !largeKernels && (images[1] ?? 0) < thinProduct
  return groups === 1 && (isThin || windowElements(place) <= maxWindowElements) ? 'windows' : 'taps'
}
