// The time of a training step as the engine compiles it, predicted from the roof: the sum over its operators.
import type { OperatorWork } from '@contract/benchmark/step-work'
import type { Roof } from './roof'

/** Seconds of a step: of each operator max(FLOPs / peak, bytes / bandwidth), and its fixed time. */
export function timeOfStep(operators: readonly OperatorWork[], { flopsPerSecond, convolutionShare, bytesPerSecond, operatorSeconds }: Roof): number {
  return operators.reduce((sum, { kind, flops, bytes, times }) => {
    const peak = flopsPerSecond * (kind === 'convolution' ? convolutionShare : 1)
    return sum + times * (Math.max(flops / peak, bytes / bytesPerSecond) + operatorSeconds)
  }, 0)
}
