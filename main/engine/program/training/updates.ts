// The update of a step: applies the optimizer to all gradients.
import type { OptimizerSettings } from '@contract/training/optimizer'
import type { Network, Parameter } from '../../../networks/network'
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { slotsOf } from '../../optimizers'
import { productOf, type Product } from '../../optimizers/add-gradient'
import { clippedGradients } from '../../optimizers/clip-gradients'
import type { Optimizer, StepScalar } from '../../optimizers/optimizer'
import { decayOf } from '../../optimizers/weight-decay'

export interface UpdatesContext {
  readonly network: Network
  readonly optimizer: Optimizer
  readonly settings: OptimizerSettings
  /** Values of parameters and slots by name. */
  readonly state: ReadonlyMap<string, Value>
  /** By parameter. */
  readonly gradients: ReadonlyMap<string, Value>
  readonly scalar: (scalar: StepScalar) => Value
  /** Whether the update of a parameter, whose gradient is this product, is left to whoever is asked; default: none is. */
  readonly takesOver?: ((parameter: Parameter, gradient: Product) => boolean) | undefined
}

/** The next values of the parameters that have a gradient and whose update is not taken over, and of their slots, by name. */
export function emitUpdates(g: GraphBuilder, context: UpdatesContext): Map<string, Value> {
  const { network, optimizer, settings, state, scalar, takesOver } = context
  const gradients = clippedGradients(g, context.gradients, settings)
  const valueOf = (name: string): Value => {
    const value = state.get(name)
    if (!value) throw new Error(`${name} is no part of the state`)
    return value
  }
  const next = new Map<string, Value>()
  const updates = network.parameters.flatMap((parameter) => {
    const gradient = gradients.get(parameter.name)
    if (!gradient) return []
    const product = productOf(g, gradient)
    return product && takesOver?.(parameter, product) ? [] : [{ parameter, gradient, unstored: product !== null }]
  })
  // ONNX Runtime runs nodes that are emitted later first. Updates whose gradient is an unstored product of small factors are emitted first, and
  // so run last, when the rest of the backward pass has freed its memory.
  for (const { parameter, gradient } of updates.toSorted((a, b) => Number(b.unstored) - Number(a.unstored))) {
    const slots = slotsOf(optimizer, [parameter])
    const update = g.within({ of: parameter.name, pass: 'update' }, () =>
      optimizer.update({
        g,
        parameter: valueOf(parameter.name),
        gradient,
        slots: slots.map(({ name }) => valueOf(name)),
        decay: decayOf(parameter, settings),
        scalar,
      }),
    )
    next.set(parameter.name, update.parameter)
    slots.forEach(({ name }, place) => {
      if (update.slots[place]) next.set(name, update.slots[place])
    })
  }
  return next
}
