// Interface of an optimizer: its slots for each parameter, and one step as a graph piece.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'

/** Settings that the training loop chooses for each step. */
export interface StepSettings {
  /** Steps taken since the run began. */
  readonly number: number
  readonly learningRate: number
  /** Share of the velocity that is kept; default: the optimizer's setting. */
  readonly momentum?: number
}

/** A number that is computed outside the graph and fed to it for each step, in float32. */
export interface StepScalar {
  readonly name: string
  readonly at: (step: StepSettings) => number
}

export interface UpdateContext {
  readonly g: GraphBuilder
  readonly parameter: Value
  readonly gradient: Value
  /** In the order in which the optimizer names them. */
  readonly slots: readonly Value[]
  /** Weight decay of this parameter; 0 for those that are exempt. */
  readonly decay: number
  /** A float32 scalar of the current step; two scalars of the same name are one input. */
  readonly scalar: (scalar: StepScalar) => Value
}

/** The next values. */
export interface Update {
  readonly parameter: Value
  readonly slots: readonly Value[]
}

export interface Optimizer {
  /** Names of what is kept for each parameter from step to step: values of the parameter's shape, zero in the beginning. */
  readonly slots: readonly string[]
  /** Emits one step of one parameter. */
  readonly update: (context: UpdateContext) => Update
}

/** The slot at a place in the optimizer's own list of slots. @throws Error beyond its end */
export function slotAt({ slots }: Pick<UpdateContext, 'slots'>, index: number): Value {
  const value = slots[index]
  if (!value) throw new Error(`slot ${index} is missing`)
  return value
}
