// The compute plan of a training program: by which of several ways each of its sites is computed. Ways compute the same and round differently.
import { z } from 'zod'

/** Version of the names of sites and ways; a plan of another version is not used. */
export const planVersion = 1

export const computePlanSchema = z.strictObject({
  version: z.int().positive(),
  /** Channels in a block of the processor that the plan was measured on, of ways that compute in blocks of channels; absent: none do. */
  block: z.int().positive().optional(),
  /** Name of a way by the key of a site, e.g. `conv 128x16x28x28 16x3x3 pad1 forward`. A site that is not named takes the built-in way. */
  choices: z.record(z.string(), z.string()),
})
export type ComputePlan = z.infer<typeof computePlanSchema>

/** Every site takes its built-in way, the same on every machine. */
export const builtInPlan: ComputePlan = { version: planVersion, choices: {} }
