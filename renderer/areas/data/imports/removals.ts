// Removals of data sets of this session: each can be undone until the lab closes, or made final at once.
import { phrase } from '@language/phrase'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useAnnouncer } from '../../../frame/announcer'
import { useCatalogue } from '../../../frame/catalogue'
import { ask } from '../../../frame/lab'
import { useImport } from './import-store'

/** A set that can be put back. */
interface Removal {
  readonly id: DatasetId
  readonly title: string
  /** Bytes on the disk that are free once it is deleted for good. */
  readonly bytes: number
}

export const useRemovals = defineStore('dataset-removals', () => {
  const catalogue = useCatalogue()
  const announcer = useAnnouncer()
  const imports = useImport()
  /** The newest last. */
  const removals = shallowRef<readonly Removal[]>([])
  const last = computed(() => removals.value.at(-1) ?? null)
  const bytes = computed(() => removals.value.reduce((sum, removal) => sum + removal.bytes, 0))

  function forget(id: DatasetId): void {
    removals.value = removals.value.filter((removal) => removal.id !== id)
  }

  /** Removes an imported set. @throws LabError */
  async function remove({ id, title }: Pick<DatasetInfo, 'id' | 'title'>): Promise<void> {
    const removed = await ask('removeDataset', id)
    forget(id) // it was imported again since it was removed before
    removals.value = [...removals.value, { id, title, bytes: removed.bytes }]
    if (imports.imported?.id === id) imports.forget()
    await catalogue.load()
    announcer.say(phrase('{title} was removed.', { title }))
  }

  /** Puts the set back that was removed last. @returns its id; null: there is none @throws LabError */
  async function undo(): Promise<DatasetId | null> {
    const newest = last.value
    if (!newest) return null
    const { id, title } = newest
    await ask('putBackDataset', id)
    forget(id)
    await catalogue.load()
    announcer.say(phrase('{title} is back.', { title }))
    return id
  }

  /** Deletes for good what could still be put back. @throws LabError */
  async function makeFinal(): Promise<void> {
    await ask('deleteDatasetsForGood')
    removals.value = []
    announcer.say(phrase('Deleted for good.'))
  }

  return { removals, last, bytes, remove, undo, makeFinal }
})
