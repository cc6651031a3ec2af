// What the optimizer's update of a layer's parameters costs.
import type { PassCost } from '@contract/models/network-analysis'
import { slotCount, type OptimizerName, type OptimizerSettings } from '@contract/training/optimizer'
import type { PrecisionName } from '@contract/training/precision'

/** Parameters, their gradients and what an optimizer keeps are float32 in every precision. */
export const stateBytes = 4

/** Operations for each parameter: the rules as the engine's optimizers have them, what is computed once for all parameters aside. */
const operationsByRule: Readonly<Record<OptimizerName, number>> = {
  /** w - lr g */
  sgd: 2,
  /** v = m v + g; w - lr v */
  momentum: 4,
  /** v = m v + g; w - lr (g + m v) */
  nesterov: 6,
  /** m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w - lr m / (sqrt(v) + e), lr and e corrected for the first steps */
  adamw: 12,
}

/** Product and sum of the weight decay. */
const decayOperations = 2
/** Square and sum for the norm of all gradients, and a product. */
const clipNormOperations = 3
/** Two comparisons. */
const clipValueOperations = 2

/** Cost of updating so many parameters. In mixed precision a copy in float16 is written beside. */
export function updateCost(parameters: number, optimizer: OptimizerSettings, precision: PrecisionName): PassCost {
  const { name, weightDecay, clipNorm, clipValue } = optimizer
  const operations =
    operationsByRule[name] + (weightDecay > 0 ? decayOperations : 0) + (clipNorm === null ? 0 : clipNormOperations) + (clipValue === null ? 0 : clipValueOperations)
  const slots = slotCount(optimizer)
  // The norm of all gradients is known only after all of them have been read once.
  const tensorsRead = 2 + slots + (clipNorm === null ? 0 : 1)
  const copy = precision === 'mixed' ? stateBytes / 2 : 0
  return {
    multiplyAdds: 0,
    flops: operations * parameters,
    bytesRead: tensorsRead * stateBytes * parameters,
    bytesWritten: ((1 + slots) * stateBytes + copy) * parameters,
  }
}
