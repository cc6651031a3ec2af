// The schedule that settings describe: learning rate and momentum of every step of a run.
import { momentumOf, type OptimizerSettings } from '@contract/training/optimizer'
import type { ScheduleSettings } from '@contract/training/schedule'
import { constant } from './constant'
import { cosine } from './cosine'
import { exponential } from './exponential'
import { oneCycle, oneCycleMomentum } from './one-cycle'
import type { Place, RateShare, Rates } from './schedule'
import { step } from './step'
import { warmUp } from './warm-up'

/** The rates that a step gets. */
export function ratesAt(schedule: ScheduleSettings, optimizer: OptimizerSettings, place: Place): Rates {
  const warmedUp = warmUp(schedule.warmupEpochs, place)
  const learningRate = optimizer.learningRate * warmedUp.share * shareOf(schedule)(warmedUp.place)
  const momentum = momentumOf(optimizer)
  if (schedule.name !== 'one-cycle' || schedule.lowMomentum === null || momentum === null) return { learningRate }
  return { learningRate, momentum: oneCycleMomentum(schedule, momentum, schedule.lowMomentum)(warmedUp.place) }
}

function shareOf(schedule: ScheduleSettings): RateShare {
  switch (schedule.name) {
    case 'constant':
      return constant
    case 'step':
      return step(schedule)
    case 'exponential':
      return exponential(schedule)
    case 'cosine':
      return cosine(schedule)
    case 'one-cycle':
      return oneCycle(schedule)
  }
}
