// What the execution provider of each device can do, as far as programs differ by it: rules and programs have variants, this table chooses.
import type { DeviceName } from '@contract/devices/devices'
import type { Operator } from '../onnx/operators'

export interface Capabilities {
  /** Runs a Loop without moving its state: a whole chunk of steps is one run of a program. Without, each step is a run of its own. */
  readonly loops: boolean
  /** Keeps tensors in its memory between runs. */
  readonly keepsTensors: boolean
  /** Every run copies all its inputs to the device, so that one run should do the work of many. Elsewhere they are read where they lie. */
  readonly copiesInputs: boolean
  /** MaxPool tells where each maximum lies. */
  readonly maxPoolIndices: boolean
  /** ScatterElements adds in the same order in every run, so that equal programs give equal bytes. */
  readonly orderedScatter: boolean
  /** ReduceSum adds in the same order in every run, whatever the shape and the axes. */
  readonly orderedSums: boolean
  /** A product and the sum with another matrix are best one Gemm: an update then stores no gradient. Without, they are two operators. */
  readonly foldsUpdates: boolean
  /** Computes with int64; without, labels are float32 and indices int32. */
  readonly int64: boolean
  /** Fast convolutions (Fourier, Winograd) are worth their extra passes over memory. */
  readonly fastConvolutions: boolean
  /**
   * A convolution whose kernel is as large as the image is fast. The gradient of a large kernel is such a convolution. Its output is small,
   * so that GPU libraries, which give each tile of the output to one multiprocessor, leave most of them idle; a matrix product they also
   * divide along its long inner dimension.
   */
  readonly largeKernels: boolean
  /** The CPU is nearly idle while the device computes, so that masks and augmented images of the next steps can be drawn meanwhile. */
  readonly leavesProcessorsIdle: boolean
  /** Products of float16 are faster than of float32, so that mixed precision is worth its casts. */
  readonly halfPrecision: boolean
  /** Resizes images with antialiasing; otherwise products with matrices do. */
  readonly antialiasing: boolean
  /** Operators without a float32 kernel. */
  readonly lacks: readonly Operator[]
}

export const capabilitiesOf: Readonly<Record<DeviceName, Capabilities>> = {
  cpu: {
    loops: true,
    keepsTensors: false,
    copiesInputs: false,
    maxPoolIndices: true,
    orderedScatter: true,
    orderedSums: true,
    foldsUpdates: true,
    int64: true,
    fastConvolutions: true,
    largeKernels: true,
    leavesProcessorsIdle: false,
    halfPrecision: false,
    antialiasing: true,
    lacks: [],
  },
  webgpu: {
    loops: false,
    keepsTensors: true,
    copiesInputs: false,
    maxPoolIndices: false,
    orderedScatter: false,
    orderedSums: true,
    foldsUpdates: true,
    int64: false,
    fastConvolutions: false,
    largeKernels: false,
    leavesProcessorsIdle: true,
    halfPrecision: false,
    antialiasing: false,
    // Each operator was tried on onnxruntime-node 1.30. There is an ArgMax, but no operator takes its int64 output (decision 13).
    lacks: ['ArgMax', 'Dropout', 'LRN', 'LogSoftmax', 'Loop', 'Mod', 'Or', 'Round', 'Selu', 'Sign', 'SoftmaxCrossEntropyLoss'],
  },
  cuda: {
    loops: true,
    keepsTensors: false,
    // From JavaScript no tensor stays on the GPU between runs.
    copiesInputs: true,
    maxPoolIndices: true,
    // Scatters by atomic additions, whose order differs from run to run.
    orderedScatter: false,
    // Sums over leading axes are added up atomically by several blocks of threads (decision 15).
    orderedSums: false,
    // To be measured: the provider copies the other matrix first, 172 MB a step for AlexNet.
    foldsUpdates: true,
    int64: true,
    fastConvolutions: false,
    largeKernels: false,
    leavesProcessorsIdle: true,
    halfPrecision: true,
    antialiasing: true,
    lacks: [],
  },
}
