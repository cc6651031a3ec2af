// Sizes up to which the engine keeps ONNX Runtime's arena on the CPU; the prediction of memory uses the same limits.

/**
 * As measured of AlexNet. At batch 32, activations take 170 MB and the process peaks at 1.4 GB; at batch 128, they take 690 MB, and an
 * arena would raise the peak to 1.9 GB. The parameters take 187 MB; with momentum, an arena would raise the peak above 2 GB.
 */
export const arenaLimits = {
  /** Bytes of the activations of the images that go through the network at once. */
  activationBytes: 256e6,
  /** Bytes of parameters, buffers and what the optimizer keeps. */
  carriedBytes: 256e6,
  /** The same, up to which a run of the training program takes several steps. */
  loopedBytes: 32e6,
} as const
