// Sizes up to which the engine keeps ONNX Runtime's arena on the CPU; the prediction of memory uses the same limits.

/**
 * As measured of AlexNet, whose parameters take 187 MB. At batch 32, activations take 170 MB; the process peaks at 1.0 GB, with an arena at 1.4 GB. At batch 128,
 * they take 690 MB, and an arena would raise the peak to 1.9 GB.
 */
export const arenaLimits = {
  /** Bytes of the activations of the images that go through the network at once. */
  activationBytes: 256e6,
  /** The same beside a state of at most `loopedBytes`: FashionNet at batch 1024, of 396 MB, is a quarter faster with an arena, at 1.1 GB in place of 0.9. */
  activationBytesOfSmallState: 512e6,
  /** Bytes of parameters, buffers and what the optimizer keeps. */
  carriedBytes: 128e6,
  /** The same, up to which a run of the training program takes several steps. */
  loopedBytes: 32e6,
} as const

/** Bytes that decide about the arena. */
export interface StepBytes {
  /** Of the activations of the images that go through the network at once. */
  readonly activations: number
  /** Of parameters, buffers and what the optimizer keeps. */
  readonly carried: number
}

/** Whether training keeps an arena. */
export const keepsArena = ({ activations, carried }: StepBytes): boolean =>
  carried <= arenaLimits.loopedBytes ? activations <= arenaLimits.activationBytesOfSmallState : carried <= arenaLimits.carriedBytes && activations <= arenaLimits.activationBytes
