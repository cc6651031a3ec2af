// Interface of an optimizer: its slots for each parameter, and one step as a graph piece.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'

/** Settings that the training loop decides anew for each step. */
export interface StepSettings {
  /** Steps taken since the run began. */
  readonly number: number
  readonly learningRate: number
  /** Share of the velocity that is kept; default: as the optimizer's settings say. */
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
  /** A scalar of the step at hand, float32. Scalars of one name are one. */
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

/** A slot, of which the optimizer has as many as it names. */
export function slotAt({ slots }: Pick<UpdateContext, 'slots'>, index: number): Value {
  const value = slots[index]
  if (!value) throw new Error(`slot ${index} is missing`)
  return value
}
