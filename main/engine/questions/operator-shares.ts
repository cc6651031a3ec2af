// The operators that a run spent its time in, from a profile that ONNX Runtime wrote.
import type { OperatorShare } from '@contract/benchmark/benchmark'
import { z } from 'zod'

/** Chrome's trace event format, as far as it is needed; times in microseconds. */
const profileSchema = z.array(
  z.object({
    cat: z.string(),
    name: z.string(),
    ts: z.number(),
    dur: z.number(),
    args: z.object({ op_name: z.string().optional() }),
  }),
)

/** Operators whose time is left out: it is the time of the operators inside them, which are listed themselves. */
const containers: ReadonlySet<string> = new Set(['Loop', 'If', 'Scan'])

/**
 * @param profiles texts of the profiles of a step's programs, one each; the earlier half of the runs in a profile does not count
 * @returns the operators of the later half of all runs, the largest share first
 */
export function operatorShares(profiles: readonly string[]): OperatorShare[] {
  const times = new Map<string, number>()
  for (const [operator, time] of profiles.flatMap(laterTimes)) times.set(operator, (times.get(operator) ?? 0) + time)
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times].map(([operator, time]) => ({ operator, share: time / total })).sort((a, b) => b.share - a.share)
}

/** Operators and their times in the later half of a program's runs; the earlier half fills its caches. */
function laterTimes(profile: string): [operator: string, time: number][] {
  const events = profileSchema.parse(JSON.parse(profile))
  const runs = events.filter(({ cat, name }) => cat === 'Session' && name === 'model_run').map(({ ts }) => ts).sort((a, b) => a - b)
  const start = runs[Math.floor(runs.length / 2)] ?? 0
  return events.flatMap(({ cat, name, ts, dur, args: { op_name: operator } }) =>
    cat === 'Node' && name.endsWith('_kernel_time') && ts >= start && operator !== undefined && !containers.has(operator) ? [[operator, dur]] : [],
  )
}
