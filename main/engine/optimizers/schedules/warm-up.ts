// Linear warm-up in front of any schedule: the rate grows from small values while the first gradients are still large and erratic.
// P. Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2.
import type { Place } from './schedule'

/** A step's place in the schedule that follows the warm-up, and the share of the schedule's rate that the step gets. */
export interface WarmedUp {
  readonly place: Place
  readonly share: number
}

/**
 * With a warm-up of W steps, step s < W gets (s + 1) / (W + 1) of the rate that the schedule begins with. The rate rises by equal amounts
 * up to step W, the first step of the schedule, which spans the rest of the run.
 * In PyTorch: SequentialLR of LinearLR(start_factor=1/(W+1), total_iters=W) and the schedule, milestone W.
 */
export function warmUp(epochs: number, { step, steps, stepsPerEpoch }: Place): WarmedUp {
  const warmup = Math.round(epochs * stepsPerEpoch)
  return {
    place: { step: Math.max(0, step - warmup), steps: Math.max(1, steps - warmup), stepsPerEpoch },
    share: Math.min(1, (step + 1) / (warmup + 1)),
  }
}
