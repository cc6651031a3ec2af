// The cosine schedule: half a wave from the learning rate down to a share of it.
// I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, equation 5, without restarts.
import type { ScheduleOf } from '@contract/training/schedule'
import { cosineBetween, type RateShare } from './schedule'

/** As PyTorch's CosineAnnealingLR over all steps: the final share would be reached one step after the last. */
export function cosine({ finalShare }: ScheduleOf<'cosine'>): RateShare {
  return ({ step, steps }) => cosineBetween(1, finalShare, step / steps)
}
