// An image that a unit of a network likes, found by gradient ascent.
import { z } from 'zod'

export const maximizationWantedSchema = z.strictObject({
  /** Name as in the network's analysis; of the last layer the unit is a class's logit. */
  layer: z.string(),
  /** Channel of a layer with places (its mean over the places is maximised), else element. */
  unit: z.int().nonnegative(),
  steps: z.int().min(1).max(2000),
  /** Step in pixels' range 0..1, of the gradient divided by its root mean square. */
  learningRate: z.number().positive().max(10),
  /** Pull of each pixel towards grey, per step: weight of the L2 penalty. */
  decay: z.number().min(0).max(1),
  /** Weight of the total variation, which neighbours that differ pay for. */
  smoothness: z.number().min(0).max(10),
  /** Pixels by which the image is moved at random each step. */
  jitter: z.int().min(0).max(32),
  seed: z.int().nonnegative(),
})
export type MaximizationWanted = z.infer<typeof maximizationWantedSchema>

export const maximizationSchema = z.strictObject({
  channels: z.int().positive(),
  height: z.int().positive(),
  width: z.int().positive(),
  /** [channels, height, width] in the data set's form, 0..1. */
  values: z.instanceof(Float32Array),
  /** Of the unit, before the first step and after each. */
  activations: z.array(z.number()),
  /** What the network answers for the image: probability of each class. */
  probabilities: z.array(z.number()),
})
export type Maximization = z.infer<typeof maximizationSchema>
