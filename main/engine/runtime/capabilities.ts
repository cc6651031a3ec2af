// What the execution provider of each device can do, as far as programs differ by it: rules and programs have variants, this table chooses.
import type { DeviceName } from '@contract/devices'

export interface Capabilities {
  /** Runs a Loop without moving its state: a whole chunk of steps is one run of a program. Without, each step is a run of its own. */
  readonly loops: boolean
  /** MaxPool tells where each maximum lies. */
  readonly maxPoolIndices: boolean
  /** ScatterElements adds in the same order in every run, so that equal programs give equal bytes. */
  readonly orderedScatter: boolean
  /** Computes with uint8, int64 and bool, rather than with float32 and int32 alone. */
  readonly integers: boolean
  /** Fast convolutions (Fourier, Winograd) are worth their extra passes over memory. */
  readonly fastConvolutions: boolean
}

export const capabilitiesOf: Readonly<Record<DeviceName, Capabilities>> = {
  cpu: { loops: true, maxPoolIndices: true, orderedScatter: true, integers: true, fastConvolutions: true },
  webgpu: { loops: false, maxPoolIndices: false, orderedScatter: false, integers: false, fastConvolutions: false },
  // Scatters by atomic additions, whose order differs from run to run.
  cuda: { loops: true, maxPoolIndices: true, orderedScatter: false, integers: true, fastConvolutions: false },
}
