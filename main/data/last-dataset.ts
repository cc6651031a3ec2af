// Keeps the data set that was asked for last, for questions about single images of it.
import type { DatasetId } from '@contract/data/datasets'
import type { LoadedDataset } from './catalogue'

export class LastDataset {
  readonly #load: (id: DatasetId) => Promise<LoadedDataset>
  #kept: { readonly id: DatasetId; readonly dataset: Promise<LoadedDataset> } | null = null

  constructor(load: (id: DatasetId) => Promise<LoadedDataset>) {
    this.#load = load
  }

  /** @throws LabError `dataset/...` where the set cannot be read */
  of(id: DatasetId): Promise<LoadedDataset> {
    if (this.#kept?.id === id) return this.#kept.dataset
    const kept = { id, dataset: this.#load(id) }
    this.#kept = kept
    kept.dataset.catch(() => {
      if (this.#kept === kept) this.#kept = null // the files may be mended
    })
    return kept.dataset
  }

  /** Whether a set is the kept one. */
  has(id: DatasetId): boolean {
    return this.#kept?.id === id
  }
}
