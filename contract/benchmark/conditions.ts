// The conditions of a benchmark: whoever reads its figures has to know them.
import { z } from 'zod'

export const benchmarkConditionsSchema = z.strictObject({
  /** ISO 8601, UTC. */
  measuredAt: z.string(),
  /** The processor's own name. */
  processor: z.string(),
  /** The widest of its vector instructions first; empty where they are not told. */
  vectorInstructions: z.array(z.string()),
  /** Threads that the engine computes with on the CPU. */
  threads: z.int().positive(),
  /** Of the machine. */
  memoryBytes: z.number().positive(),
  /** E.g. `linux x64`. */
  system: z.string(),
  /** The device that was measured, as the user knows it. */
  device: z.string(),
  /** Version of the lab. */
  lab: z.string(),
  /** Version of Node. */
  node: z.string(),
  onnxRuntime: z.string(),
  /** The peers that were found; threads null where a peer does not tell them. */
  peers: z.array(z.strictObject({ title: z.string(), threads: z.int().positive().nullable() })),
  /** Programs that wanted a processor in the last minute before, on average (the load of Unix); null on Windows. */
  load: z.number().nullable(),
})
export type BenchmarkConditions = z.infer<typeof benchmarkConditionsSchema>
