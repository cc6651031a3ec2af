// Question: import a source as a data set. Tells how many images of all are done; answered when the disk has the set, or with the set of the same content that was there.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { importOptionsSchema } from '../../data/import-source'
import { importedDatasetSchema, knownSetSchema } from '../../data/imports'
import { sourcePathsSchema } from './preview-source'
import { question } from './question'

export const importDataset = question({
  doing: phrase('importing a data set'),
  remedy: phrase('Import it again; nothing of it was kept.'),
  args: z.strictObject({
    paths: sourcePathsSchema,
    options: importOptionsSchema,
    /** Null: the user's own. */
    as: knownSetSchema.nullable(),
    /** Absolute path of a folder that is not there, on the disk of the data sets. Whoever asks removes it, however this ends. */
    workFolder: z.string(),
  }),
  answer: importedDatasetSchema,
})
