// Calls of the page about bringing data sets into the lab and removing them: sources and their previews, one import at a time. The page names no path of its own making.
import { z } from 'zod'
import { datasetIdSchema } from '../data/datasets'
import { importOptionsSchema, type SourcePreview } from '../data/import-source'
import type { DatasetUses, ImportedDataset, OfferedSource, RemovedDataset } from '../data/imports'

/** Names a source that the user has dropped or chosen in this window; valid until the window is closed. */
const sourceTokenSchema = z.string().min(1).max(100)

/** Most files and folders of one source. */
const mostPaths = 1000

export const importsCallSchemas = {
  openDroppedSource: z.tuple([z.array(z.string().max(4096)).max(mostPaths)]),
  previewSource: z.tuple([sourceTokenSchema, importOptionsSchema.nullable()]),
  importSource: z.tuple([sourceTokenSchema, importOptionsSchema]),
  cancelImport: z.tuple([]),
  datasetUses: z.tuple([datasetIdSchema]),
  removeDataset: z.tuple([datasetIdSchema]),
  putBackDataset: z.tuple([datasetIdSchema]),
  deleteDatasetsForGood: z.tuple([]),
}

export interface ImportsResults {
  /** Takes files or a folder that were dropped on the page as one source; nothing is read yet. The preload script tells the paths. */
  openDroppedSource: OfferedSource
  /**
   * What a source holds, and what an import with these options would make of it; null: the options that suit the source best. A preview that is still being made for
   * earlier options, or another source, may end with `import/replaced`.
   */
  previewSource: SourcePreview
  /** Imports a source; `import-progress` events tell how far it is. One at a time: another one fails with `import/busy`. Ended by `cancelImport`, it fails with `import/cancelled`. */
  importSource: ImportedDataset
  /** Ends the import that goes on, and a preview that is being made; nothing of it is kept. Whether there was one. */
  cancelImport: boolean
  /** What refers to a data set. */
  datasetUses: DatasetUses
  /** Removes an imported data set: it can be put back until the lab closes, and is gone for good then. Its facts stay where anything refers to it. Fails with `dataset/in-use` while a run trains on it, or waits to. */
  removeDataset: RemovedDataset
  /** Puts a removed data set back. */
  putBackDataset: null
  /** Deletes for good what data sets have been removed since the lab was opened, now rather than when it closes. */
  deleteDatasetsForGood: null
}
