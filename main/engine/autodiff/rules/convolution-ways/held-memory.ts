// Memory that transforms of kernels hold, and whether their speed is worth it.
import { elementBytes } from '../../../../onnx/tensor'
import type { ConvolutionTransforms } from '../fast-convolution/convolution-transforms'
import { costOfTransforms } from '../fast-convolution/transforms-cost'
import type { ConvPlace } from './conv-place'
import { directCost } from './direct-cost'

/**
 * Most bytes of kernel coefficients that a pass may hold without earning them. One place holds them at a time, so that the largest counts and not their sum; they do not shrink with
 * the batch.
 */
const freeBytes = 96 * 2 ** 20
/** Cost of a byte beyond that, in multiply-adds of a large matrix product: memory of this size comes fresh from the system in every pass. Measured on the CPU. */
const costOfByte = 50
/** A way by transforms has to cost less than this share of the direct one, because it also keeps coefficients of images between the passes. */
const worthwhile = 0.9
/** Of a convolution in a step: forward, and the gradients of input and kernels. */
export const passes = 3

/** Bytes of the coefficients [products, M, C] of the kernels, which each pass computes anew. */
export function heldBytes({ products }: ConvolutionTransforms, { kernels: [maps = 0, channels = 0], type }: ConvPlace): number {
  return elementBytes[type] * products * maps * channels
}

/** Cost of the three passes of a place by transforms, in multiply-adds of a large matrix product. */
export function transformedCost(transforms: ConvolutionTransforms, { images: [n = 0, channels = 0], kernels: [maps = 0] }: ConvPlace): number {
  return costOfTransforms(transforms, { n, channels, maps })
}

/** Whether transforms are so much faster than the direct way that they may hold what they hold: those of 1x1 kernels never are. */
export function isWorthItsMemory(transforms: ConvolutionTransforms, place: ConvPlace): boolean {
  const bytes = heldBytes(transforms, place)
  const price = bytes <= freeBytes ? 0 : passes * costOfByte * bytes
  return transformedCost(transforms, place) + price < worthwhile * passes * directCost(place)
}
