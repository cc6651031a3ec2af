// Records of layers without weights that drop, move or scale values.
import { z } from 'zod'
import { count, number, share, sizes } from './numbers'

export const rearrangingLayers = {
  /** torch.nn.Dropout: each unit is dropped with probability `p`. */
  dropout: z.strictObject({ layer: z.literal('dropout'), p: share.default(0.5) }),
  /** torch.nn.Dropout2d: each channel is dropped as a whole with probability `p`. */
  dropout2d: z.strictObject({ layer: z.literal('dropout2d'), p: share.default(0.5) }),
  /** [N, ...] to [N, features]. */
  flatten: z.strictObject({ layer: z.literal('flatten') }),
  /** torch.nn.Upsample by whole factors, pixel centres at half (align_corners=False). */
  upsample: z.strictObject({ layer: z.literal('upsample'), scale: sizes, mode: z.enum(['nearest', 'bilinear']).default('nearest') }),
  /** Multiplies each value by a constant. */
  multiply: z.strictObject({ layer: z.literal('multiply'), factor: number }),
  /** Every `stride`-th pixel of every `stride`-th row. */
  subsample: z.strictObject({ layer: z.literal('subsample'), stride: count }),
  /** Adds channels of zeros, half of them before and half behind the others, up to `channels` in all. */
  padChannels: z.strictObject({ layer: z.literal('padChannels'), channels: count }),
} as const
