// Linear warm-up in front of any schedule: large rates only when the first, wild gradients are over.
// P. Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2.
import type { Place } from './schedule'

/** Where a step is as the schedule behind the warm-up counts, and how much of the schedule's rate it gets. */
export interface WarmedUp {
  readonly place: Place
  readonly share: number
}

/**
 * With a warm-up of W steps, step s < W gets (s + 1) / (W + 1) of the rate that the schedule begins with, so that the rate rises by equal
 * amounts and step W, where the schedule begins, is the next of them. The schedule has the run's other steps for itself.
 * In PyTorch: SequentialLR of LinearLR(start_factor=1/(W+1), total_iters=W) and the schedule, milestone W.
 */
export function warmUp(epochs: number, { step, steps, stepsPerEpoch }: Place): WarmedUp {
  const warmup = Math.round(epochs * stepsPerEpoch)
  return {
    place: { step: Math.max(0, step - warmup), steps: Math.max(1, steps - warmup), stepsPerEpoch },
    share: Math.min(1, (step + 1) / (warmup + 1)),
  }
}
