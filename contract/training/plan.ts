// The compute plan of a training program: by which of several ways each of its sites is computed. Ways compute the same and round differently.
import { phrase } from '@language/phrase'
import { z } from 'zod'

/** How the ways of a run are chosen on the CPU; a GPU takes the built-in ones. */
export const planNames = ['measured', 'default'] as const
export const planNameSchema = z.enum(planNames, phrase('must be measured or default'))

/** Version of the names of sites and ways, and of what they compute to the last digit; a plan of another version is not used. */
export const planVersion = 2

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

/** A plan that was measured, with what was measured of it. */
export const planMeasurementSchema = z.strictObject({
  plan: computePlanSchema,
  /** The places that were worth measuring, the most costly first. */
  places: z.array(
    z.strictObject({
      /** E.g. `conv 128x16x28x28 16x3x3 pad1`. */
      place: z.string(),
      /** How many times the program has it. */
      count: z.int().positive(),
      /** Name of the way by the pass, as chosen and as built in. */
      ways: z.record(z.string(), z.string()),
      builtIn: z.record(z.string(), z.string()),
      /** What the passes take together, in seconds, by the chosen and by the built-in ways. */
      seconds: z.number().positive(),
      builtInSeconds: z.number().positive(),
    }),
  ),
})
export type PlanMeasurement = z.infer<typeof planMeasurementSchema>
