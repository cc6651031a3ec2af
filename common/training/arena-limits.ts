// Sizes up to which the engine keeps ONNX Runtime's arena on the CPU; the prediction of memory uses the same limits.

/**
 * Memory that comes fresh from the system takes a quarter to a half of a step's time, as it is mapped anew in every step. An arena keeps it, in blocks up to twice as large as asked for. Of
 * networks with a small state it holds no more than a step takes without it, at any batch. Of those with a large one it takes up to a third more, and still no more than PyTorch, which holds
 * gradients of the state where the engine updates in place: measured of AlexNet up to 160 images, and of VGG-11 at 16.
 */
export const arenaLimits = {
  /** Bytes of parameters, buffers and what the optimizer keeps, up to which a state is small. */
  smallStateBytes: 64e6,
  /** The same, up to which there is an arena at all. */
  carriedBytes: 520e6,
  /** Bytes of the activations of the images that go through the network at once, beyond those of the state, up to which there is an arena beside a state that is not small. */
  activationBytes: 700e6,
  /** Bytes of the activations up to which steps beside a small state are taken together, and programs without gradients keep an arena. */
  togetherBytes: 256e6,
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

/** Whether what is carried from step to step is small. */
export const hasSmallState = ({ carried }: StepBytes): boolean => carried <= arenaLimits.smallStateBytes

/** Whether activations are so large that steps are taken one by one. */
export const hasLargeActivations = (step: StepBytes): boolean =>
  step.activations > (hasSmallState(step) ? arenaLimits.togetherBytes : arenaLimits.activationBytes + step.carried)

/** Whether training keeps an arena. */
export const keepsArena = (step: StepBytes): boolean => hasSmallState(step) || (step.carried <= arenaLimits.carriedBytes && !hasLargeActivations(step))
