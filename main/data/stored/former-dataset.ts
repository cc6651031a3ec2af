// Keeps the facts of a data set whose images are not there, for the runs that were trained on it.
import type { StoredDataset } from '@contract/data/stored-dataset'
import { join } from 'node:path'
import { writeFileWhole } from '../../files/durable-file'
import { makeFolder } from '../../files/make-folder'
import { forgetStoredDatasets, removedManifest } from './stored-datasets'

/**
 * Writes the facts beside, or in place of, the images; `removedAt` says since when these are gone.
 * @param folder absolute path of the set's folder, which is made where it is missing
 * @throws as `fs` does
 */
export async function keepFacts(stored: StoredDataset & { readonly removedAt: string }, folder: string): Promise<void> {
  await makeFolder(folder)
  await writeFileWhole(join(folder, removedManifest), JSON.stringify(stored))
  forgetStoredDatasets()
}
