// Question: which images of a data set look alike? Answered with groups of them, and how many a run can leave out.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { datasetIdSchema } from '../../data/datasets'
import { nearDuplicatesSchema } from '../../data/near-duplicates'
import { question } from './question'

export const nearDuplicates = question({
  doing: phrase('looking for near-duplicates'),
  remedy: phrase('Try again.'),
  args: z.strictObject({ dataset: datasetIdSchema }),
  answer: nearDuplicatesSchema,
})
