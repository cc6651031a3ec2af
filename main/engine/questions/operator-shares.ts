// The operators that a run spent its time in, from a profile that ONNX Runtime wrote.
import { sum } from '@common/statistics/sum'
import type { OperatorShare } from '@contract/benchmark/benchmark'
import { laterKernels } from './kernel-times'

/**
 * @param profiles texts of the profiles of a step's programs, one each; the earlier half of the runs in a profile does not count
 * @returns the operators of the later half of all runs, the largest share first
 */
export function operatorShares(profiles: readonly string[]): OperatorShare[] {
  const times = new Map<string, number>()
  for (const { operator, microseconds } of profiles.flatMap(laterKernels)) times.set(operator, (times.get(operator) ?? 0) + microseconds)
  const total = sum([...times.values()])
  return [...times].map(([operator, time]) => ({ operator, share: time / total })).sort((a, b) => b.share - a.share)
}
