// The order in which an epoch visits the training images.
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import { permutation, streams } from '@common/randomness/stream'

/** Everything that an epoch's order depends on. */
export interface EpochPlan {
  /** The run's seed, an unsigned 32-bit integer. */
  readonly seed: number
  /** Counts from 0. */
  readonly epoch: number
  /** Training images. */
  readonly count: number
  /** Images per step. */
  readonly batchSize: number
}

/**
 * The image indices of each step of an epoch: a random order of all images, cut into batches; the last batch may be smaller.
 * A function of the plan alone, so that a resumed epoch goes on with the same batches.
 */
export function epochOrder(plan: EpochPlan): Uint32Array[] {
  const order = permutation({ seed: plan.seed, stream: streams.shuffling, a: plan.epoch, b: 0 }, plan.count)
  return Array.from({ length: stepsPerEpoch(plan.count, plan.batchSize) }, (_, step) => order.subarray(step * plan.batchSize, (step + 1) * plan.batchSize))
}
