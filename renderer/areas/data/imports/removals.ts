// Removals of data sets of this session: each can be undone until the lab closes, or made final at once.
import { phrase } from '@language/phrase'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import { defineStore } from 'pinia'
import { useCatalogue } from '../../../frame/catalogue'
import { deletionList, type Deletion } from '../../../frame/deletion-list'
import { ask } from '../../../frame/lab'
import { useImport } from './import-store'

/** A set that can be put back. */
interface Removal extends Deletion {
  readonly id: DatasetId
}

export const useRemovals = defineStore('dataset-removals', () => {
  const catalogue = useCatalogue()
  const imports = useImport()
  const { deletions: removals, last, bytes, ...list } = deletionList<Removal>(() => ask('deleteDatasetsForGood'))

  /** Removes an imported set. @throws LabError */
  async function remove({ id, title }: Pick<DatasetInfo, 'id' | 'title'>): Promise<void> {
    const removed = await ask('removeDataset', id)
    list.forget((removal) => removal.id === id) // it was imported again since it was removed before
    list.remember({ id, words: phrase('{title} was removed.', { title }), undone: phrase('{title} is back.', { title }), bytes: removed.bytes, putBack: () => ask('putBackDataset', id) })
    if (imports.imported?.id === id) imports.forget()
    await catalogue.load()
  }

  /** Puts the set back that was removed last. @returns its id; null: there is none @throws LabError */
  async function undo(): Promise<DatasetId | null> {
    const back = await list.undo()
    if (back) await catalogue.load()
    return back?.id ?? null
  }

  return { removals, last, bytes, remove, undo, makeFinal: list.makeFinal }
})
