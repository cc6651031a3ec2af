// Facts of a data set that take a look at all of it, or at what its import has noted.
import type { StoredDataset } from './stored-dataset'

/** Images of each class. */
export interface ClassCounts {
  readonly train: readonly number[]
  readonly validation: readonly number[]
  readonly test: readonly number[]
}

/** What an import has noted. */
export type ImportNote = Pick<StoredDataset, 'source' | 'decoder' | 'originals' | 'leftOut' | 'importedAt'>

export interface DatasetFacts {
  /** Changes with any image, label or class of the whole data set. */
  readonly fingerprint: string
  readonly counts: ClassCounts
  /** Null: the set came with the lab. */
  readonly imported: ImportNote | null
}
