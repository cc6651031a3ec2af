// What the execution provider of each device can do, as far as programs differ by it: rules and programs have variants, this table chooses.
import type { DeviceName } from '@contract/devices'
import type { Operator } from '../onnx/operators'

export interface Capabilities {
  /** Runs a Loop without moving its state: a whole chunk of steps is one run of a program. Without, each step is a run of its own. */
  readonly loops: boolean
  /** MaxPool tells where each maximum lies. */
  readonly maxPoolIndices: boolean
  /** ScatterElements adds in the same order in every run, so that equal programs give equal bytes. */
  readonly orderedScatter: boolean
  /** Computes with int64; without, labels are float32 and indices int32. */
  readonly int64: boolean
  /** Fast convolutions (Fourier, Winograd) are worth their extra passes over memory. */
  readonly fastConvolutions: boolean
  /** Operators that it has no kernels for in float32. */
  readonly lacks: readonly Operator[]
}

export const capabilitiesOf: Readonly<Record<DeviceName, Capabilities>> = {
  cpu: { loops: true, maxPoolIndices: true, orderedScatter: true, int64: true, fastConvolutions: true, lacks: [] },
  webgpu: {
    loops: false,
    maxPoolIndices: false,
    orderedScatter: false,
    int64: false,
    fastConvolutions: false,
    // Tried one by one on onnxruntime-node 1.30; it has an ArgMax, but nothing that takes its int64 (decision 13).
    lacks: ['ArgMax', 'Dropout', 'LRN', 'LogSoftmax', 'Loop', 'Mod', 'Or', 'Round', 'Selu', 'Sign', 'SoftmaxCrossEntropyLoss'],
  },
  // Scatters by atomic additions, whose order differs from run to run.
  cuda: { loops: true, maxPoolIndices: true, orderedScatter: false, int64: true, fastConvolutions: false, lacks: [] },
}
