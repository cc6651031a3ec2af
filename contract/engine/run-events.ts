// Events of a training process: what it tells of its run.
import { z } from 'zod'
import { deviceNameSchema } from '../devices/devices'
import { checkpointInfoSchema } from '../runs/checkpoints'
import { epochResultSchema, progressPointSchema } from '../runs/run-record'
import { computePlanSchema } from '../training/plan'

export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('started'),
    device: deviceNameSchema,
    threads: z.int().positive(),
    /** The way of every site of the program; null on a GPU. */
    plan: computePlanSchema.nullable(),
    parameters: z.int().nonnegative(),
    stepsPerEpoch: z.int().positive(),
    /** Bytes of all layers' outputs for a whole batch. */
    activationBytes: z.number().nonnegative(),
    /** The checkpoint that the run goes on from; null: it is at its beginning. */
    from: checkpointInfoSchema.nullable(),
    /** Results of the epochs before that checkpoint, as far as it holds them. */
    epochs: z.array(epochResultSchema),
    /** Sentences where near-duplicates were left out, or a damaged checkpoint was skipped; else null. */
    notice: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('progress'), point: progressPointSchema }),
  z.strictObject({ type: z.literal('evaluating'), done: z.int().nonnegative(), total: z.int().positive() }),
  z.strictObject({ type: z.literal('epoch'), result: epochResultSchema }),
  z.strictObject({ type: z.literal('checkpoint'), checkpoint: checkpointInfoSchema }),
  z.strictObject({ type: z.literal('paused') }),
  z.strictObject({ type: z.literal('resumed') }),
  z.strictObject({ type: z.literal('stopped'), peakRssBytes: z.number() }),
  z.strictObject({
    type: z.literal('completed'),
    peakRssBytes: z.number(),
    /** One or two sentences where the run ended before its last epoch; else null. */
    notice: z.string().nullable(),
    /** Whether other programs had the processor meanwhile, or the process was halted, so that the run took longer than the machine needs. */
    isDisturbed: z.boolean(),
    /** What the last network answers for the test images; left out where epochs were judged by them. */
    test: z.strictObject({ loss: z.number(), accuracy: z.number().min(0).max(1) }).optional(),
  }),
])
export type RunEvent = z.infer<typeof runEventSchema>
