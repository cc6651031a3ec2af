// A contender of a benchmark: the engine itself, or a peer.
import type { StepMeasurement } from '@contract/benchmark/benchmark'

export interface Contender {
  /** E.g. `PyTorch 2.13.0, channels-last`. */
  readonly name: string
  /** Takes training steps in a process of its own. @throws LabError where it fails */
  readonly measure: () => Promise<StepMeasurement>
}
