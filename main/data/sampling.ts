// The order in which an epoch visits the training images.
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import { permutation, streams } from '@common/randomness/stream'
import type { BalanceName } from '@contract/training/settings/data-settings'
import { balancedImages, type BalancedDraw } from './balance'

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

/** What the images of an epoch depend on. */
export interface EpochImagesPlan extends BalancedDraw, Pick<EpochPlan, 'batchSize'> {
  readonly balance: BalanceName
}

/**
 * The images of each step of an epoch, as indices into the training images of the set: each of `images` once, or, by balanced sampling, those of rare classes
 * more often and of frequent ones less often. A function of the plan alone.
 */
export function epochImages({ balance, batchSize, ...draw }: EpochImagesPlan): Uint32Array[] {
  const taken = balance === 'sampling' ? balancedImages(draw) : draw.images
  return epochOrder({ seed: draw.seed, epoch: draw.epoch, count: taken.length, batchSize }).map((places) => places.map((place) => taken[place] ?? 0))
}

/**
 * How often each image was taken before in the same epoch, for the batches of one epoch that takes images again and again.
 * @param batches indices of images, in the order in which they are taken
 */
export function occurrencesIn(batches: readonly Uint32Array[]): Uint32Array[] {
  const taken = new Map<number, number>()
  return batches.map((batch) =>
    batch.map((image) => {
      const before = taken.get(image) ?? 0
      taken.set(image, before + 1)
      return before
    }),
  )
}
