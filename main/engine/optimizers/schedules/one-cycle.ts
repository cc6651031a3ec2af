// The one-cycle schedule: the rate goes up and down once, and the momentum, if asked, the other way round.
// L. Smith, N. Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2018, in the two phases of
// PyTorch's OneCycleLR.
import type { ScheduleOf } from '@contract/training/schedule'
import { cosineBetween, type Place, type RateShare } from './schedule'

/** The share of the learning rate: along a cosine up to 1, then down to 1 / startDivisor / finalDivisor at the last step. */
export function oneCycle(settings: ScheduleOf<'one-cycle'>): RateShare {
  const start = 1 / settings.startDivisor
  return (place) => {
    const { rising, progress } = phaseAt(settings, place)
    return rising ? cosineBetween(start, 1, progress) : cosineBetween(1, start / settings.finalDivisor, progress)
  }
}

/** The momentum where it cycles: from `high`, the optimizer's own, down to `low` while the rate goes up, and back. */
export function oneCycleMomentum(settings: ScheduleOf<'one-cycle'>, high: number, low: number): (place: Place) => number {
  return (place) => {
    const { rising, progress } = phaseAt(settings, place)
    return rising ? cosineBetween(high, low, progress) : cosineBetween(low, high, progress)
  }
}

/** Phase of a step. The rate is highest at step riseShare * steps - 1, which may be a fraction; a cycle that is too short to rise begins at its highest rate. */
function phaseAt({ riseShare }: ScheduleOf<'one-cycle'>, { step, steps }: Place): { readonly rising: boolean; readonly progress: number } {
  const [top, last] = [Math.max(0, riseShare * steps - 1), steps - 1]
  if (step < top) return { rising: true, progress: step / top }
  return { rising: false, progress: last > top ? Math.min(1, (step - top) / (last - top)) : 0 }
}
