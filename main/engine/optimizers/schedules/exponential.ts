// The exponential schedule: every step multiplies the rate by the same number, so that each epoch multiplies it by the factor.
import type { ScheduleOf } from '@contract/training/schedule'
import type { RateShare } from './schedule'

/** factor^epochs, where epochs may be a fraction. At the beginning of an epoch it equals the rate that PyTorch's ExponentialLR keeps for that whole epoch. */
export function exponential({ factor }: ScheduleOf<'exponential'>): RateShare {
  return ({ step, stepsPerEpoch }) => factor ** (step / stepsPerEpoch)
}
