// Records of activation functions, with PyTorch's names and defaults.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { number, truth } from './numbers'

export const activationLayers = {
  relu: z.strictObject({ layer: z.literal('relu') }),
  relu6: z.strictObject({ layer: z.literal('relu6') }),
  hardtanh: z
    .strictObject({ layer: z.literal('hardtanh'), minVal: number.default(-1), maxVal: number.default(1) })
    .refine(({ minVal, maxVal }) => minVal < maxVal, { path: ['maxVal'], message: phrase('must be greater than minVal') }),
  leakyRelu: z.strictObject({ layer: z.literal('leakyRelu'), negativeSlope: number.default(0.01) }),
  /** The slope is learnt and begins as `init`: one slope for all channels, or one per channel. */
  prelu: z.strictObject({ layer: z.literal('prelu'), perChannel: truth.default(false), init: number.default(0.25) }),
  elu: z.strictObject({ layer: z.literal('elu'), alpha: number.default(1) }),
  selu: z.strictObject({ layer: z.literal('selu') }),
  gelu: z.strictObject({ layer: z.literal('gelu'), approximate: z.enum(['none', 'tanh']).default('none') }),
  silu: z.strictObject({ layer: z.literal('silu') }),
  mish: z.strictObject({ layer: z.literal('mish') }),
  softplus: z.strictObject({ layer: z.literal('softplus') }),
  sigmoid: z.strictObject({ layer: z.literal('sigmoid') }),
  hardsigmoid: z.strictObject({ layer: z.literal('hardsigmoid') }),
  hardswish: z.strictObject({ layer: z.literal('hardswish') }),
  tanh: z.strictObject({ layer: z.literal('tanh') }),
  /** Over the channels or features. */
  softmax: z.strictObject({ layer: z.literal('softmax') }),
  /** Over the channels or features. */
  logSoftmax: z.strictObject({ layer: z.literal('logSoftmax') }),
} as const
