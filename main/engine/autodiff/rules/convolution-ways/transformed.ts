// Ways by transforms: the passes that take the same transforms share the coefficients of images, kernels and the output's gradient.
import type { Value } from '../../../../onnx/graph'
import { add, reshape } from '../../../../onnx/operations'
import type { ConvolutionTransforms } from '../fast-convolution/convolution-transforms'
import { plainConvolution } from '../fast-convolution/plain-convolution'
import {
  gradientByImages,
  gradientByKernels,
  gradientCoefficients,
  imageCoefficients,
  kernelCoefficients,
  kernelCoefficientsOfForward,
  outputOfCoefficients,
} from '../fast-convolution/transformed-convolution'
import { transformNames, transformsByName, type TransformName } from '../fast-convolution/transforms-by-name'
import { byGroups, groupOf } from './by-groups'
import type { ConvPlace } from './conv-place'
import type { ConvEmission, ConvPass, ConvWay } from './conv-way'
import { isWorthItsMemory, passes, transformedCost } from './held-memory'

/** The transforms of this name for a place, or for each of its groups; null: they cannot compute it. */
export function transformsOf(name: TransformName, place: ConvPlace): ConvolutionTransforms | null {
  const { convolution, images, output, fast } = groupOf(place)
  const plain = fast ? plainConvolution(convolution, images.slice(2)) : null
  return plain?.output.join() === output.slice(2).join() ? transformsByName[name](plain) : null
}

function requiredTransforms(name: TransformName, place: ConvPlace): ConvolutionTransforms {
  const transforms = transformsOf(name, place)
  if (!transforms) throw new Error(`${name} cannot compute this convolution`)
  return transforms
}

/**
 * The coefficients of the kernels can be larger than all other values, so that they are not kept between the passes: the forward pass computes
 * its own, [products, C, M], the backward pass others, [products, M, C]. ONNX Runtime runs the inputs of a node in the reverse order of their
 * emission (Graph::ReverseDFSFrom). Therefore the coefficients of the kernels are emitted before those of the images: they are then computed
 * right before a product reads them.
 */
const forward = (name: TransformName): ConvWay<'forward'> => ({
  ...inGeneral(name),
  emit: (emission, { x, w, bias }) => {
    const { g, place, ways } = emission
    const transforms = requiredTransforms(name, place)
    if (ways['input gradient'] === name) kernels(name, emission, w)
    const kernelsOfForward = kernelCoefficientsOfForward(g, w, transforms)
    const output = outputOfCoefficients(g, images(name, emission, x), kernelsOfForward, transforms)
    return bias ? add(g, output, reshape(g, bias, [...bias.shape, 1, 1])) : output
  },
})

const inputGradient = (name: TransformName): ConvWay<'input gradient'> => ({
  ...inGeneral(name),
  emit: (emission, { w, gradY }) => gradientByImages(emission.g, gradient(name, emission, gradY), kernels(name, emission, w), requiredTransforms(name, emission.place)),
})

const kernelGradient = (name: TransformName): ConvWay<'kernel gradient'> => ({
  ...inGeneral(name),
  emit: (emission, { x, gradY }) => gradientByKernels(emission.g, gradient(name, emission, gradY), images(name, emission, x), requiredTransforms(name, emission.place)),
})

const inGeneral = (name: TransformName): Pick<ConvWay<ConvPass>, 'fits' | 'cost' | 'isWasteful'> => ({
  fits: (place) => transformsOf(name, place) !== null,
  cost: (place) => transformedCost(requiredTransforms(name, place), place) / passes,
  isWasteful: (place) => !isWorthItsMemory(requiredTransforms(name, place), place),
})

const images = (name: TransformName, { g, place, shared }: ConvEmission, x: Value): Value =>
  shared.of(`${name} images`, () => imageCoefficients(g, x, requiredTransforms(name, place)))

const kernels = (name: TransformName, { g, place, shared }: ConvEmission, w: Value): Value =>
  shared.of(`${name} kernels`, () => kernelCoefficients(g, w, requiredTransforms(name, place)))

const gradient = (name: TransformName, { g, place, shared }: ConvEmission, gradY: Value): Value =>
  shared.of(`${name} gradient`, () => gradientCoefficients(g, gradY, requiredTransforms(name, place)))

const byName = <Way>(way: (name: TransformName) => Way): Readonly<Record<TransformName, Way>> =>
  Object.fromEntries(transformNames.map((name) => [name, way(name)])) as Record<TransformName, Way>

export const transformedForward = byName((name) => byGroups('forward', forward(name)))
export const transformedInputGradient = byName((name) => byGroups('input gradient', inputGradient(name)))
export const transformedKernelGradient = byName((name) => byGroups('kernel gradient', kernelGradient(name)))
