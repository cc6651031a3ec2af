// What a trainer is: it holds the state of a network that is being trained, and takes training steps, a chunk of them at a time.
import type { StateValues } from '../networks/network'
import type { StepSettings } from '../optimizers/optimizer'
import type { Feeds } from '../runtime/session'

/** A step to take; its number decides augmentation and dropout masks. */
export interface StepToTake extends StepSettings {
  /** Which images to train on: at most as many as the batch has places. */
  readonly images: Uint32Array
}

export interface StepResult {
  /** Mean cross-entropy over the step's images, before the update. */
  readonly loss: number
  /** Images whose label had the largest logit. */
  readonly correct: number
  readonly images: number
}

/** What moving costs that is not done for each step: seconds of a chunk. */
export interface Transfers {
  /** Inputs and state to the device. */
  readonly upload: number
  /** State from the device. */
  readonly readBack: number
}

export interface Trainer {
  /** Bytes of everything that steps carry on: parameters, buffers and slots. */
  readonly stateBytes: number
  /** Whether it should take one step at a time, to save memory. */
  readonly singleSteps: boolean
  /** Bytes that it holds on a GPU: state, batches, outputs, not what a step computes on the way. Null on the CPU. */
  readonly deviceBytes: number | null
  /** The state as the last step left it, where it lies on the device, to feed to another program there. */
  readonly state: Feeds
  /** Reads parameters, buffers and slots as the last step left them; gone as soon as further steps are taken. */
  values: () => Promise<StateValues>
  /** Seconds spent in ONNX Runtime's `run` so far. */
  readonly secondsInRun: number
  /** Moves what a chunk of these steps needs and gives, but takes no step, and tells how long that took. */
  measureTransfers: (steps: readonly StepToTake[]) => Promise<Transfers>
  /** Takes steps, which cannot be interrupted. */
  train: (steps: readonly StepToTake[]) => Promise<StepResult[]>
  close: () => Promise<void>
}
