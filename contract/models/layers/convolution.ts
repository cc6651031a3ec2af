// Records of layers with weights: convolutions and the fully connected layer, with PyTorch's defaults.
import { z } from 'zod'
import { count, number, paddings, pixelPair, sizes, truth } from './numbers'

const withBias = {
  /** Whether there are biases; a batch normalisation behind the layer makes them superfluous. */
  bias: truth.default(true),
  /** Initial value of the biases; left out: the initialiser decides. */
  initialBias: number.optional(),
}

const ofConvolutions = {
  /** Channels of the output. */
  channels: count,
  kernel: sizes,
  stride: sizes.default(1),
  padding: paddings.default(0),
  dilation: sizes.default(1),
  /** Groups of channels: each group of the output depends only on its own group of the input. */
  groups: count.default(1),
  ...withBias,
}

export const weightedLayers = {
  /** torch.nn.Conv2d */
  conv2d: z.strictObject({ layer: z.literal('conv2d'), ...ofConvolutions }),
  /** torch.nn.ConvTranspose2d; `outputPadding` adds rows at the bottom and columns at the right of the output. */
  convTranspose2d: z.strictObject({ layer: z.literal('convTranspose2d'), ...ofConvolutions, outputPadding: pixelPair.default(0) }),
  /** torch.nn.Linear */
  linear: z.strictObject({ layer: z.literal('linear'), features: count, ...withBias }),
} as const
