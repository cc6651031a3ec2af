// What a check of this machine's GPUs found: the content of its JSON file.
import { z } from 'zod'
import { benchmarkConditionsSchema } from '../benchmark/conditions'
import { deviceNameSchema } from './devices'

/**
 * `passed` and `failed`: what was to be shown holds, or does not. `told`: figures that are right or wrong by nothing. `lacking`: something that the step needs is not on this machine.
 * `out-of-time`: the step took longer than it may. `left-out`: the time of the whole check was over.
 */
export const checkStatuses = ['passed', 'failed', 'told', 'lacking', 'out-of-time', 'left-out'] as const
export const checkStatusSchema = z.enum(checkStatuses)
export type CheckStatus = z.infer<typeof checkStatusSchema>

export const checkedStepSchema = z.strictObject({
  /** What the step is about, e.g. `losses of alexnet`. */
  title: z.string(),
  /** The device that it is about; null: all. */
  device: deviceNameSchema.nullable(),
  status: checkStatusSchema,
  /** A sentence or a few: what was found. */
  words: z.string(),
  /** Wall-clock time. */
  seconds: z.number().nonnegative(),
  /** What was measured, by names that the step chooses. */
  figures: z.record(z.string(), z.unknown()),
})
export type CheckedStep = z.infer<typeof checkedStepSchema>

export const gpuCheckSchema = z.strictObject({
  conditions: benchmarkConditionsSchema,
  /** Whether sizes were chosen for a GPU that the CPU plays. */
  isSmall: z.boolean(),
  steps: z.array(checkedStepSchema),
})
export type GpuCheck = z.infer<typeof gpuCheckSchema>
