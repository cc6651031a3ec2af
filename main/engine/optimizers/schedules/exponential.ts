// The exponential schedule: over each epoch the rate shrinks by a factor, the same share of it at every step.
import type { ScheduleOf } from '@contract/training/schedule'
import type { RateShare } from './schedule'

/** factor^epochs, epochs counted in fractions: at the beginning of each it is what PyTorch's ExponentialLR gives to the whole of it. */
export function exponential({ factor }: ScheduleOf<'exponential'>): RateShare {
  return ({ step, stepsPerEpoch }) => factor ** (step / stepsPerEpoch)
}
