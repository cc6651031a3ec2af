// A training program that takes one step or several in each run, as trainers know it.
import type { Graph } from '../../../onnx/graph'
import type { Slot } from '../../optimizers'
import type { LateUpdate } from './late-update'
import type { StepFeeds } from './training-step'

/** Names of a program's outputs. */
export interface ProgramOutputs {
  /** The next values of the state: parameters, buffers and slots, in that order; without those of late updates. */
  readonly state: readonly string[]
  /** Mean loss of each step. */
  readonly losses: string
  /** Number of correct images of each step. */
  readonly correct: string
}

export interface TrainingProgram extends StepFeeds {
  /** The optimizer's slots: the third part of the state, after parameters and buffers. */
  readonly slots: readonly Slot[]
  readonly outputs: ProgramOutputs
  /** Whether a run takes one step: its inputs have no axis of steps. */
  readonly isLoneStep: boolean
  /** Updates that are left to programs of their own, which run behind each run; the factors of their gradients are outputs, too. */
  readonly late: readonly LateUpdate[]
}

export interface TrainingGraph extends TrainingProgram {
  readonly graph: Graph
}
