// A convolution in a program: its geometry, what may compute it, and its name in a plan.
import { intAttribute, type Node, type Value } from '../../../../onnx/graph'
import { slide, windowOf } from '../../../../onnx/shape-inference/window'
import { elementCount, type ElementType, type Shape } from '../../../../onnx/tensor'
import type { Capabilities } from '../../../capabilities'
import type { ComputeOptions } from '../../rule'
import type { Convolution } from '../convolution'

export interface ConvPlace {
  readonly convolution: Convolution
  /** [N, C, spatial...] */
  readonly images: Shape
  /** [M, C / groups, kernel...] */
  readonly kernels: Shape
  /** [N, M, positions...] */
  readonly output: Shape
  readonly type: ElementType
  /** Of the program's device. */
  readonly capabilities: Capabilities
  /** Whether Fourier and Winograd transforms may compute it. */
  readonly fast: boolean
  /** Channels in a block of the processor's convolutions of blocks; null: the plan has none. */
  readonly block: number | null
}

/** The place of a Conv of images x with kernels w. */
export function convPlaceOf(node: Node, x: Value, w: Value, { capabilities, fastConvolutions, plan }: ComputeOptions): ConvPlace {
  const convolution = { ...windowOf(node, w.shape.slice(2), x.shape.slice(2)), groups: intAttribute(node, 'group', 1) }
  const output = [x.shape[0] ?? 1, w.shape[0] ?? 1, ...slide(convolution, x.shape.slice(2))]
  return { convolution, images: x.shape, kernels: w.shape, output, type: x.type, capabilities, fast: fastConvolutions, block: plan.block ?? null }
}

/** The name of a place in a plan, e.g. `conv 128x16x28x28 16x3x3 stride2 pad1`: what differs from the usual is said. */
export function convPlaceName({ convolution, images, kernels, output, type, fast }: ConvPlace): string {
  const { kernel, strides, dilations, padBegin, padEnd, groups } = convolution
  const pads = padBegin.join() === padEnd.join() ? padBegin : [...padBegin, ...padEnd]
  const positions = output.slice(2)
  return [
    'conv',
    images.join('x'),
    [kernels[0], ...kernel].join('x'),
    ...named('stride', strides, 1),
    ...named('dilation', dilations, 1),
    ...named('pad', pads, 0),
    ...(groups === 1 ? [] : [`groups${groups}`]),
    ...(positions.join() === slide(convolution, images.slice(2)).join() ? [] : [`to${positions.join('x')}`]),
    ...(type === 'float32' ? [] : [type]),
    ...(fast ? [] : ['untransformed']),
  ].join(' ')
}

/** A list of numbers by one of them where all are equal, and by nothing where all are the usual one. */
function named(what: string, numbers: readonly number[], usual: number): string[] {
  if (numbers.every((number) => number === usual)) return []
  return [`${what}${numbers.every((number) => number === numbers[0]) ? (numbers[0] ?? usual) : numbers.join('x')}`]
}

/** The same place for another number of images. */
export const withImages = (place: ConvPlace, images: number): ConvPlace => ({
  ...place,
  images: [images, ...place.images.slice(1)],
  output: [images, ...place.output.slice(1)],
})

/** Multiply-adds of one pass by the definition of a convolution. */
export const multiplyAdds = ({ kernels, output }: ConvPlace): number => elementCount(output) * elementCount(kernels.slice(1))
