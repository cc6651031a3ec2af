// Calls of the page about data sets that are fetched by name: one at a time.
import { z } from 'zod'
import { datasetIdSchema } from '../data/datasets'
import type { ImportedDataset } from '../data/imports'
import type { KnownDatasetInfo } from '../data/known-datasets'

export const downloadsCallSchemas = {
  knownDatasets: z.tuple([]),
  getKnownDataset: z.tuple([datasetIdSchema]),
  cancelDownload: z.tuple([]),
}

export interface DownloadsResults {
  /** Every set that can be fetched by name. */
  knownDatasets: readonly KnownDatasetInfo[]
  /**
   * Downloads what is missing of a set, checks it against the published checksums and imports it; `download-progress` events tell how far the download is, then
   * `import-progress` events how far the import is. Fails with `download/busy` while another one is fetched, `download/cancelled` where it was ended,
   * `download/...` with a remedy that says which file to fetch by hand, and as an import does.
   */
  getKnownDataset: ImportedDataset
  /** Ends the download, or the import after it, that goes on; what was downloaded stays for the next time. Whether there was one. */
  cancelDownload: boolean
}
