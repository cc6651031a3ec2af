// How strongly the units of a network answer over a sample of images: which are dead, and which images excite each most.
import { z } from 'zod'
import { splitSchema } from '../runs/evaluation'

/** Images that are told for each unit. */
export const mostExciting = 9

export const activityOfLayerSchema = z.strictObject({
  layer: z.string(),
  kind: z.string(),
  /** Units: channels of a layer with places, else elements. */
  units: z.int().positive(),
  /** [units]: the largest value over all images and places. */
  largest: z.instanceof(Float32Array),
  /** [units]: mean over all images and places. */
  mean: z.instanceof(Float32Array),
  /** [units]: share of images in which the unit is above 0 at some place, 0..1. */
  activeShare: z.instanceof(Float32Array),
  /** Units that are 0 everywhere in all images, in a layer that cuts its outputs at 0 (relu, relu6, hardsigmoid, hardtanh from 0); null: in other layers no unit is dead. */
  dead: z.array(z.int().nonnegative()).nullable(),
  /** [units, exciting]: numbers of the images in which the unit's largest value is highest, that of the highest first; `exciting` is {@link mostExciting}, or fewer in a smaller sample. */
  exciting: z.instanceof(Uint32Array),
  /** [units, exciting]: that value. */
  excitement: z.instanceof(Float32Array),
})
export type ActivityOfLayer = z.infer<typeof activityOfLayerSchema>

export const unitActivitySchema = z.strictObject({
  /** Images looked at. */
  images: z.int().positive(),
  /** The split of the data set in which they lie; `exciting` has their numbers in it. */
  within: splitSchema,
  /** In the order of computation: layers with channels or units, but for the logits and for layers that pass values on as they are (flatten, dropout in use). */
  layers: z.array(activityOfLayerSchema),
})
export type UnitActivity = z.infer<typeof unitActivitySchema>
