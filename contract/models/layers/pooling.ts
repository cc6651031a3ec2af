// Records of pooling layers, with PyTorch's defaults.
import { z } from 'zod'
import { paddings, sizes, truth } from './numbers'

const ofWindows = {
  kernel: sizes,
  /** Left out: equal to the kernel, so that windows do not overlap. */
  stride: sizes.optional(),
  padding: paddings.default(0),
  /** Whether a window may reach beyond the padded image. */
  ceilMode: truth.default(false),
}

export const poolingLayers = {
  /** torch.nn.MaxPool2d */
  maxPool2d: z.strictObject({ layer: z.literal('maxPool2d'), ...ofWindows, dilation: sizes.default(1) }),
  /** torch.nn.AvgPool2d */
  avgPool2d: z.strictObject({ layer: z.literal('avgPool2d'), ...ofWindows, countIncludePad: truth.default(true) }),
  /** torch.nn.AdaptiveMaxPool2d, to images of the size `output`. */
  adaptiveMaxPool2d: z.strictObject({ layer: z.literal('adaptiveMaxPool2d'), output: sizes }),
  /** torch.nn.AdaptiveAvgPool2d, to images of the size `output`. */
  adaptiveAvgPool2d: z.strictObject({ layer: z.literal('adaptiveAvgPool2d'), output: sizes }),
  /** The largest value of each channel. */
  globalMaxPool2d: z.strictObject({ layer: z.literal('globalMaxPool2d') }),
  /** The mean of each channel. */
  globalAvgPool2d: z.strictObject({ layer: z.literal('globalAvgPool2d') }),
} as const
