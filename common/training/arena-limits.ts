// Sizes up to which the engine keeps ONNX Runtime's arena on the CPU; the prediction of memory uses the same limits.

/**
 * Memory that comes fresh from the system takes a quarter to a half of a step's time, as it is mapped anew in every step. An arena keeps it, in blocks up to twice as large as asked for. Of
 * networks with a small state it holds no more than a step takes without it, at any batch. Of AlexNet it takes 200 MB more at batch 32, and still less than PyTorch; from 64 images on it
 * would take more than PyTorch does.
 */
export const arenaLimits = {
  /** Bytes of parameters, buffers and what the optimizer keeps, up to which a state is small. */
  smallStateBytes: 64e6,
  /** The same, up to which there is an arena at all. */
  carriedBytes: 400e6,
  /** Bytes of the activations of the images that go through the network at once, beside a state that is not small. */
  activationBytes: 256e6,
  /** Bytes of the state up to which a run of the training program takes several steps. */
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
  carried <= arenaLimits.smallStateBytes || (carried <= arenaLimits.carriedBytes && activations <= arenaLimits.activationBytes)
