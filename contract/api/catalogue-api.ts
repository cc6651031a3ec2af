// Call of the page about the lab itself: what there is to choose from.
import { z } from 'zod'
import type { DatasetId, DatasetInfo } from '../data/datasets'
import type { ModelInfo } from '../models/zoo'
import type { Preset } from '../training/presets'

/** What there is to choose from; data sets change when the event `datasets` tells so. */
export interface Catalogue {
  readonly version: string
  readonly models: readonly ModelInfo[]
  readonly datasets: readonly DatasetInfo[]
  /** Those of them that were imported, and can be removed. */
  readonly importedDatasets: readonly DatasetId[]
  /** Data sets whose images were removed: facts for the runs that were trained on them. */
  readonly formerDatasets: readonly DatasetInfo[]
  readonly presets: readonly Preset[]
  /** The folder that holds runs and their files. */
  readonly home: string
  /** Whether the home can only be read: every change is refused with `home/read-only`. */
  readonly isReadOnly: boolean
}

export const catalogueCallSchemas = {
  catalogue: z.tuple([]),
}

export interface CatalogueResults {
  catalogue: Catalogue
}
