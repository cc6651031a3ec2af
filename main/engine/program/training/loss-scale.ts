// Loss scaling: gradients of the loss times a scale, so that small ones do not vanish in float16; the scale adapts itself.
// P. Micikevicius et al., "Mixed Precision Training", ICLR 2018, section 3.2.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, div, equal, greater, mul, scalar, scale as times, sub, where } from '../../../onnx/operations'
import type { Slot } from '../../optimizers'
import { globalNorm } from '../../optimizers/clip-gradients'

/** Slots of the scale, carried from step to step like an optimizer's: they are part of checkpoints, so that resume is exact. */
export const lossScaleSlots = {
  scale: { name: 'loss_scale', shape: [], initial: 2 ** 16 },
  /** Steps since the scale last changed. */
  age: { name: 'loss_scale_age', shape: [] },
} as const satisfies Record<string, Slot>

/** The scale doubles after this many steps in a row without overflow. */
export const growthInterval = 2000
const maxScale = 2 ** 24

export interface LossScaling {
  /** The gradients of the loss itself. */
  readonly gradients: ReadonlyMap<string, Value>
  /** Whether the step is to be taken, a bool scalar. */
  readonly isTaken: Value
  /** Next values by the names of {@link lossScaleSlots}. */
  readonly next: ReadonlyMap<string, Value>
}

/**
 * Divides gradients by the scale. Where a gradient is not finite, the step is skipped and the scale halved. At scale 1 the step is taken all
 * the same, so that the run reports a loss that is not finite.
 * @param gradients float32, of the loss times the scale
 * @param state what the step begins with, by name
 */
export function emitLossScaling(g: GraphBuilder, gradients: ReadonlyMap<string, Value>, state: ReadonlyMap<string, Value>): LossScaling {
  const [scale, age] = [lossScaleSlots.scale, lossScaleSlots.age].map(({ name }) => state.get(name))
  if (!scale || !age) throw new Error('the loss scale is no part of the state')
  const one = scalar(g, 1)
  const inverse = div(g, one, scale)
  const unscaled = new Map([...gradients].map(([name, gradient]) => [name, mul(g, gradient, inverse)]))
  const norm = globalNorm(g, [...unscaled.values()])
  // norm - norm is NaN where the norm is infinite or NaN, and NaN equals nothing.
  const isFinite = equal(g, sub(g, norm, norm), scalar(g, 0))
  const grownUp = equal(g, age, scalar(g, growthInterval - 1))
  const larger = g.node('Min', [times(g, scale, 2), scalar(g, maxScale)])
  const smaller = g.node('Max', [times(g, scale, 0.5), one])
  const older = where(g, grownUp, scalar(g, 0), add(g, age, one))
  return {
    gradients: unscaled,
    isTaken: g.node('Or', [isFinite, g.node('Not', [greater(g, scale, one)])]),
    next: new Map([
      [lossScaleSlots.scale.name, where(g, isFinite, where(g, grownUp, larger, scale), smaller)],
      [lossScaleSlots.age.name, where(g, isFinite, older, scalar(g, 0))],
    ]),
  }
}
