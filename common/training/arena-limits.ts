// Sizes up to which the engine keeps ONNX Runtime's arena on the CPU: the engine decides by them, and the prediction of memory follows.

/**
 * AlexNet at batch 32 has 170 MB of activations and 1.4 GB at its peak; at batch 128, 690 MB: an arena would take it to 1.9 GB. Its
 * parameters are 187 MB; with what momentum keeps, an arena would take it beyond 2 GB.
 */
export const arenaLimits = {
  /** Bytes of the activations of the images that go through the network at once. */
  activationBytes: 256e6,
  /** Bytes of parameters, buffers and what the optimizer keeps. */
  carriedBytes: 256e6,
} as const
