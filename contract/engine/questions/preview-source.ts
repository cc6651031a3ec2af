// Question: what do some files hold, and what would an import of them make?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { importOptionsSchema, sourcePreviewSchema } from '../../data/import-source'
import { question } from './question'

/** Absolute paths of what belongs together as one source. */
export const sourcePathsSchema = z.array(z.string()).min(1)

export const previewSource = question({
  doing: phrase('looking a source of images through'),
  remedy: phrase('Choose another source, or try again.'),
  args: z.strictObject({ paths: sourcePathsSchema, options: importOptionsSchema }),
  answer: sourcePreviewSchema,
})
