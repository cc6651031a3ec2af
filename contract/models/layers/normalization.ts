// Records of normalisations, with PyTorch's defaults.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { count, number, positive, share, truth } from './numbers'

const eps = positive.default(1e-5)
/** Whether a learnt scale and offset is applied to the normalised values. */
const affine = truth.default(true)

export const normalizationLayers = {
  /** torch.nn.BatchNorm1d and 2d: each channel over the batch; running averages move by the share `momentum` with each batch. */
  batchNorm: z.strictObject({ layer: z.literal('batchNorm'), eps, momentum: share.default(0.1) }),
  /** torch.nn.GroupNorm: `groups` groups of channels of each image. */
  groupNorm: z.strictObject({ layer: z.literal('groupNorm'), groups: count, eps, affine }),
  /** torch.nn.LayerNorm over all axes of each image. */
  layerNorm: z.strictObject({ layer: z.literal('layerNorm'), eps, affine }),
  /** torch.nn.LocalResponseNorm: x / (k + alpha / size * sum of the squares in `size` neighbouring channels)^beta. */
  localResponseNorm: z.strictObject({
    layer: z.literal('localResponseNorm'),
    /** Channels that are summed over, an odd number: ONNX Runtime computes no other. */
    size: count.refine((size) => size % 2 === 1, phrase('must be odd')),
    alpha: number.default(1e-4),
    beta: number.default(0.75),
    k: number.default(1),
  }),
} as const
