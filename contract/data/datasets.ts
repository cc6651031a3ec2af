// Data sets as every process knows them: by an id, and by facts that are the set's own.
import { phrase } from '@language/phrase'
import { z } from 'zod'

/** The id of a data set: `fashion-mnist`, or that of a user's own set. Only the lab knows which sets exist. */
export const datasetIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, phrase('must be small letters, digits and hyphens'))
export type DatasetId = z.infer<typeof datasetIdSchema>

/** The set that forms and commands begin with. */
export const defaultDatasetId: DatasetId = 'fashion-mnist'

const countSchema = z.int().nonnegative()

/** Facts of a data set; they are the set's own, never constants of the code. */
export const datasetInfoSchema = z.strictObject({
  id: datasetIdSchema,
  title: z.string().min(1).max(100),
  description: z.string(),
  licence: z.string(),
  source: z.string(),
  trainImages: countSchema,
  /** 0: the set has no validation images of its own. */
  validationImages: countSchema,
  testImages: countSchema,
  /** Pixels. */
  height: z.int().positive(),
  width: z.int().positive(),
  channels: z.int().positive(),
  /** Class names by label, e.g. `T-shirt/top`; at most 65,536. */
  classes: z.array(z.string()).min(1).max(65_536).readonly(),
  /** Mean and standard deviation of each channel over all training images, of values in 0..1. */
  mean: z.array(z.number()).readonly(),
  deviation: z.array(z.number()).readonly(),
  /**
   * Principal components of the colours of all training pixels, of values in 0..1: standard deviations along them, the largest first, and their directions,
   * one row each, of length 1. Null where images have not three channels.
   */
  colour: z.strictObject({ deviations: z.array(z.number()).length(3).readonly(), directions: z.array(z.array(z.number()).length(3).readonly()).length(3).readonly() }).nullable(),
})
export type DatasetInfo = z.infer<typeof datasetInfoSchema>

/** How many images a set has of a split. */
export function imagesOf({ trainImages, validationImages, testImages }: Pick<DatasetInfo, 'trainImages' | 'validationImages' | 'testImages'>, split: 'train' | 'validation' | 'test'): number {
  return { train: trainImages, validation: validationImages, test: testImages }[split]
}
