// The step schedule: every so many epochs the rate is multiplied by a factor, as PyTorch's StepLR has it.
import type { ScheduleOf } from '@contract/training/schedule'
import type { RateShare } from './schedule'

/** factor^floor(step / period), the period in whole steps. */
export function step({ everyEpochs, factor }: ScheduleOf<'step'>): RateShare {
  return (place) => factor ** Math.floor(place.step / Math.max(1, Math.round(everyEpochs * place.stepsPerEpoch)))
}
