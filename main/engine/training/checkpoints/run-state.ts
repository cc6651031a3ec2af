// The state of a run beside its tensors: counters and sums. With the tensors they decide the rest of the run.
import { z } from 'zod'

export const runStateSchema = z.strictObject({
  /** Whole epochs trained and evaluated. */
  epoch: z.int().nonnegative(),
  /** Steps taken since the run began. */
  step: z.int().nonnegative(),
  /** Steps taken in the current epoch. */
  stepOfEpoch: z.int().nonnegative(),
  /** Sums over the images trained on in the current epoch. */
  lossSum: z.number(),
  correct: z.number().nonnegative(),
  images: z.int().nonnegative(),
  /** Seconds spent on training in the current epoch, without evaluation. */
  epochSeconds: z.number().nonnegative(),
  /** Seconds spent on the whole run, without pauses. */
  elapsedSeconds: z.number().nonnegative(),
})
export type RunState = z.infer<typeof runStateSchema>

export const freshState: RunState = {
  epoch: 0,
  step: 0,
  stepOfEpoch: 0,
  lossSum: 0,
  correct: 0,
  images: 0,
  epochSeconds: 0,
  elapsedSeconds: 0,
}
