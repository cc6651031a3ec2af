// Interface of a trainer: it holds the state of a network in training, and takes training steps, a chunk at a time.
import type { Network, StateValues } from '../../../networks/network'
import type { StepSettings } from '../../optimizers/optimizer'
import type { TrainingRecipe } from '../../program/training/training-recipe'
import type { Feeds, SessionOptions } from '../../runtime/session'
import type { StepToDraw } from '../drawing/step-draws'
import type { ImageSet } from './image-set'
import type { LateLimits } from './late-updates'

/** A step to take, on at most as many images as the batch has places. */
export type StepToTake = StepSettings & StepToDraw

/** What is trained, on what and how. */
export interface TrainingTask {
  /** Built for the number of images that go through it at once. */
  readonly network: Network
  readonly data: ImageSet
  /** Parameters, buffers and, unless the optimizer begins, its slots; the trainer's own from now on. */
  readonly values: StateValues
  readonly seed: number
  readonly recipe: TrainingRecipe
}

export interface TrainerOptions extends SessionOptions {
  /** Absolute path of the program of the thread that draws ahead; see `openDrawer`. */
  readonly drawThread?: string | undefined
  /** Default: `maxResidentBytes`. */
  readonly maxResidentBytes?: number
  /** Whether each run of the program on the CPU takes one step; default: as `memoryPolicy` says. */
  readonly takesLoneSteps?: boolean
  /** Which parameters are updated behind such a step, in place; default: `usualLimits`. */
  readonly lateLimits?: LateLimits
}

export interface StepResult {
  /** Mean loss over the step's images, before the update. */
  readonly loss: number
  /** Images whose label had the largest logit. */
  readonly correct: number
  readonly images: number
}

/** Seconds that moving data takes in one chunk. */
export interface Transfers {
  /** Inputs to the device, with the state unless it stays there. */
  readonly upload: number
  /** Results from the device, with the state unless it stays there. */
  readonly readBack: number
}

/** Sees parameters, buffers and slots before and behind a step; the arrays are valid during the call alone. */
export type StateWatcher = (before: StateValues, after: StateValues) => void

export interface Trainer {
  /** Bytes that go to ONNX Runtime and come back with every chunk of steps: parameters, buffers and slots, unless they stay on the device. */
  readonly movedBytes: number
  /** Bytes of images that each step is fed; 0 where the program is fed the whole set. */
  readonly stepImageBytes: number
  /** Whether the caller should take one step at a time, to save memory. */
  readonly singleSteps: boolean
  /** Whether each step is a run of the program, however many are taken at once. */
  readonly runsPerStep: boolean
  /** Bytes of state, inputs and outputs on a GPU, as counted by the trainer; what a step computes on the way is not among them. Null on the CPU. */
  readonly deviceBytes: number | null
  /** The state after the last step, on the device where the trainer keeps it there; another program can be fed it. */
  readonly state: Feeds
  /** Reads parameters, buffers and slots after the last step; the arrays are valid until the next step. */
  values: () => Promise<StateValues>
  /** Seconds spent in ONNX Runtime's `run` so far. */
  readonly secondsInRun: number
  /** Moves the inputs and results of a chunk of these steps without taking them; returns the time that moving took. */
  measureTransfers: (steps: readonly StepToTake[]) => Promise<Transfers>
  /**
   * Takes steps, which cannot be interrupted.
   * @param following the steps that will be taken next, as far as they are known
   * @param watch called when the step is taken, of which there is one then; where the state stays on the device, it is read twice for that
   */
  train: (steps: readonly StepToTake[], following?: readonly StepToDraw[], watch?: StateWatcher | null) => Promise<StepResult[]>
  close: () => Promise<void>
}
