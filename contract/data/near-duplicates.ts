// Near-duplicates of a data set: images that look alike, within a split and between splits.
import { z } from 'zod'
import { splitSchema } from '../runs/evaluation'

/** Most groups that are listed, and most images of each. */
export const [mostListedGroups, mostListedOfGroup] = [1000, 50]

const countSchema = z.int().nonnegative()

export const nearDuplicatesSchema = z.strictObject({
  /** Groups of images that look alike, each image at most once; those with images of several splits first, then the largest. The first of them. */
  groups: z.array(z.strictObject({ images: z.array(z.strictObject({ split: splitSchema, image: countSchema })), count: countSchema })).max(mostListedGroups),
  groupCount: countSchema,
  /** Images in all groups. */
  imageCount: countSchema,
  /** Training images that look like a test or validation image: those that `unlike-test` leaves out of a run. */
  likeTest: countSchema,
  /** These, and training images that look like an earlier one: those that `distinct` leaves out of a run. */
  repeated: countSchema,
  /** False: so many images have the same structure that not all of them were compared with one another. */
  isComplete: z.boolean(),
})
export type NearDuplicates = z.infer<typeof nearDuplicatesSchema>
