// Reads profiles that ONNX Runtime wrote: which kernels ran, and for how long.
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

const nameEnd = '_kernel_time'

/** One kernel that ran once. */
export interface KernelTime {
  /** Name of the program's node, as ONNX Runtime has changed it where it has fused nodes. */
  readonly node: string
  /** ONNX operator, as ONNX Runtime has fused and replaced them. */
  readonly operator: string
  readonly microseconds: number
}

/** @returns the kernels of the later half of a program's runs, in the order in which they began; the earlier half fills its caches */
export function laterKernels(profile: string): KernelTime[] {
  const events = profileSchema.parse(JSON.parse(profile))
  const runs = events.filter(({ cat, name }) => cat === 'Session' && name === 'model_run').map(({ ts }) => ts).sort((a, b) => a - b)
  const start = runs[Math.floor(runs.length / 2)] ?? 0
  return events
    .toSorted((a, b) => a.ts - b.ts)
    .flatMap(({ cat, name, ts, dur, args: { op_name: operator } }) =>
      cat === 'Node' && name.endsWith(nameEnd) && ts >= start && operator !== undefined && !containers.has(operator)
        ? [{ node: name.slice(0, -nameEnd.length), operator, microseconds: dur }]
        : [],
    )
}
