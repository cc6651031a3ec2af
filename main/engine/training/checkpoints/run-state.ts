// Where a run stands: counters and sums that, with the parameters, decide everything that follows.
import { z } from 'zod'

export const runStateSchema = z.strictObject({
  /** Whole epochs trained and evaluated. */
  epoch: z.int().nonnegative(),
  /** Steps taken since the run began. */
  step: z.int().nonnegative(),
  /** Steps taken of the epoch that goes on. */
  stepOfEpoch: z.int().nonnegative(),
  /** Sums over the images of the epoch that goes on. */
  lossSum: z.number(),
  correct: z.number().nonnegative(),
  images: z.int().nonnegative(),
  /** Seconds spent on it, evaluation left out. */
  epochSeconds: z.number().nonnegative(),
  /** Seconds spent on the whole run, pauses left out. */
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
