// The optimizer that settings describe, and the slots that it keeps for a network's parameters.
import type { OptimizerSettings } from '@contract/training/optimizer'
import { elementCount, type Shape } from '../../onnx/tensor'
import { adamw } from './adamw'
import { momentum } from './momentum'
import type { Optimizer } from './optimizer'
import { sgd } from './sgd'

/** The optimizer that settings describe. */
export function optimizerOf(settings: OptimizerSettings): Optimizer {
  switch (settings.name) {
    case 'sgd':
      return sgd
    case 'momentum':
    case 'nesterov':
      return momentum(settings)
    case 'adamw':
      return adamw(settings)
  }
}

/** A value that an optimizer keeps for one parameter from step to step, in the shape of the parameter. */
export interface Slot {
  /** The slot's own name before the parameter's, e.g. `momentum.conv1.weight`. */
  readonly name: string
  readonly shape: Shape
  /** Initial value of all its elements; default: 0. */
  readonly initial?: number
}

/** The slots of all parameters: parameter by parameter, and within a parameter in the optimizer's order. */
export function slotsOf({ slots }: Optimizer, parameters: readonly { readonly name: string; readonly shape: Shape }[]): readonly Slot[] {
  return parameters.flatMap(({ name, shape }) => slots.map((slot) => ({ name: `${slot}.${name}`, shape })))
}

/** Slots as training begins. */
export function initialSlots(slots: readonly Slot[]): ReadonlyMap<string, Float32Array> {
  return new Map(slots.map(({ name, shape, initial = 0 }) => [name, new Float32Array(elementCount(shape)).fill(initial)]))
}
