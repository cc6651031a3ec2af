// Commands of a training process: it trains one run, which the lab can pause, resume and stop.
import { z } from 'zod'
import { trainingTaskSchema } from './training-task'

export const runCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('train'),
    ...trainingTaskSchema.shape,
    /** Absolute path of the run's folder; the engine goes on from the newest whole checkpoint in its `checkpoints/`, and writes more there. */
    folder: z.string(),
    /** The run stops after this epoch, as if it were asked to between two steps: all else, the schedule too, is that of the whole run. Null: it goes to its last epoch. */
    untilEpoch: z.int().positive().nullable(),
    /** Threads to compute with on the CPU, by which the last digits of results differ; null: one per processor. */
    threads: z.int().positive().nullable(),
    /** Absolute path of the file of measured ways; null: nothing is measured, and a run without a plan takes the built-in ways. */
    plansFile: z.string().nullable(),
  }),
  /** After the current chunk: write a checkpoint, answer `paused`, and wait. */
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
  /** After the current chunk: write a checkpoint, answer `stopped`. */
  z.strictObject({ type: z.literal('stop') }),
])
export type RunCommand = z.infer<typeof runCommandSchema>
