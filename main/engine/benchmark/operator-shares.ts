// Reads from a profile that ONNX Runtime wrote which operators a run spent its time in.
import type { OperatorShare } from '@contract/benchmark'
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

/** Their time is that of the operators inside, which are listed themselves. */
const containers: ReadonlySet<string> = new Set(['Loop', 'If', 'Scan'])

/** @param profile text of the file @returns the operators of the last run, the largest share first */
export function operatorShares(profile: string): OperatorShare[] {
  const events = profileSchema.parse(JSON.parse(profile))
  const lastRun = Math.max(...events.filter(({ cat, name }) => cat === 'Session' && name === 'model_run').map(({ ts }) => ts))
  const times = new Map<string, number>()
  for (const { cat, name, ts, dur, args } of events) {
    const operator = args.op_name
    if (cat !== 'Node' || !name.endsWith('_kernel_time') || ts < lastRun || operator === undefined || containers.has(operator)) continue
    times.set(operator, (times.get(operator) ?? 0) + dur)
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times].map(([operator, time]) => ({ operator, share: time / total })).sort((a, b) => b.share - a.share)
}
