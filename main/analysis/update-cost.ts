// Cost of the optimizer's update of a layer's parameters.
import type { PassCost } from '@contract/models/network-analysis'
import { slotCount, type OptimizerName, type OptimizerSettings } from '@contract/training/optimizer'
import type { PrecisionName } from '@contract/training/precision'

/** Bytes of a number among parameters, their gradients and optimizer slots: float32 in every precision. */
export const stateBytes = 4

/** Operations for each parameter, by the update rules of the engine's optimizers, without those that are done once for all parameters. */
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

/** Cost of updating a number of parameters. In mixed precision the update also writes a copy of them in float16. */
export function updateCost(parameters: number, optimizer: OptimizerSettings, precision: PrecisionName): PassCost {
  const { name, weightDecay, clipNorm, clipValue } = optimizer
  const operations =
    operationsByRule[name] + (weightDecay > 0 ? decayOperations : 0) + (clipNorm === null ? 0 : clipNormOperations) + (clipValue === null ? 0 : clipValueOperations)
  const slots = slotCount(optimizer)
  // Clipping by norm reads the gradients twice: once for the norm of all of them, and again for the update.
  const tensorsRead = 2 + slots + (clipNorm === null ? 0 : 1)
  const copy = precision === 'mixed' ? stateBytes / 2 : 0
  return {
    multiplyAdds: 0,
    flops: operations * parameters,
    bytesRead: tensorsRead * stateBytes * parameters,
    bytesWritten: ((1 + slots) * stateBytes + copy) * parameters,
  }
}
