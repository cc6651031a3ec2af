// An image that a unit of a network likes, found by gradient ascent.
import { z } from 'zod'
import { numberSchema } from '../training/settings/value-schema'
import { planesShape } from './planes'

/** Bounds of the numbers of a maximisation. */
export const maximizationBounds = {
  steps: { kind: 'count', min: 1, max: 2000 },
  learningRate: { kind: 'number', above: 0, max: 10 },
  decay: { kind: 'number', min: 0, max: 1 },
  smoothness: { kind: 'number', min: 0, max: 10 },
  jitter: { kind: 'count', unit: 'px', min: 0, max: 32 },
  seed: { kind: 'count', min: 0, max: 2 ** 32 - 1 },
} as const

export const maximizationWantedSchema = z.strictObject({
  /** Name as in the network's analysis; of the last layer the unit is a class's logit. */
  layer: z.string(),
  /** Channel of a layer with places (its mean over the places is maximised), else element. */
  unit: z.int().nonnegative(),
  steps: numberSchema(maximizationBounds.steps),
  /** Step in pixels' range 0..1, of the gradient divided by its root mean square. */
  learningRate: numberSchema(maximizationBounds.learningRate),
  /** Pull of each pixel towards grey: share of its distance that each step takes away, an L2 penalty. */
  decay: numberSchema(maximizationBounds.decay),
  /** Weight of the total variation (Rudin, Osher & Fatemi 1992) beside the gradient: neighbours that differ are drawn together. */
  smoothness: numberSchema(maximizationBounds.smoothness),
  /** Pixels by which the image is moved at random in each direction before a step, and back after it; what leaves it at an edge comes in at the other. */
  jitter: numberSchema(maximizationBounds.jitter),
  seed: numberSchema(maximizationBounds.seed),
})
export type MaximizationWanted = z.infer<typeof maximizationWantedSchema>

export const maximizationSchema = z.strictObject({
  /** The image in the data set's form, 0..1. */
  ...planesShape,
  /** [steps + 1]: of the unit, before the first step and after each. Each but the last is of the image as the next step moves it (see `jitter`). */
  activations: z.array(z.number()),
  /** What the network answers for the image: probability of each class. */
  probabilities: z.array(z.number()),
})
export type Maximization = z.infer<typeof maximizationSchema>
