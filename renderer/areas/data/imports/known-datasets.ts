// The data sets that the lab fetches by name: which there are, which one is being fetched, and how far that is.
import type { DatasetId } from '@contract/data/datasets'
import type { ImportProgress } from '@contract/data/imports'
import type { DownloadProgress, KnownDatasetInfo } from '@contract/data/known-datasets'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { useLabEvents } from '../../../frame/lab-events'
import { useImport } from './import-store'
import { downloadWords, importWords, shareDone } from './progress-words'

/** Ends that the user has caused, and that are no problem. */
const expectedEnds = ['download/cancelled', 'import/cancelled']

export const useKnownDatasets = defineStore('known-datasets', () => {
  const imports = useImport()

  const isOpen = ref(false)
  const list = shallowRef<readonly KnownDatasetInfo[]>([])
  /** The set that is being fetched; null: none is. */
  const fetched = ref<DatasetId | null>(null)
  const download = shallowRef<DownloadProgress | null>(null)
  /** Null while the set is downloaded. */
  const unpacking = shallowRef<ImportProgress | null>(null)
  /** Why a set could not be fetched, or the list not be shown. */
  const problem = shallowRef<{ readonly id: DatasetId | null; readonly problem: Problem } | null>(null)

  useLabEvents().handle({
    'download-progress': ({ progress }) => {
      if (progress.dataset === fetched.value) download.value = progress
    },
    'import-progress': ({ progress }) => {
      if (fetched.value !== null && !imports.isImporting) unpacking.value = progress
    },
  })

  const title = computed(() => list.value.find(({ id }) => id === fetched.value)?.title ?? '')
  /** How far the set is that is being fetched: it is downloaded, then imported. */
  const words = computed(() => (unpacking.value ? importWords(unpacking.value) : downloadWords(download.value)))
  const share = computed(() => shareDone(unpacking.value ?? download.value))

  async function load(): Promise<void> {
    try {
      list.value = await ask('knownDatasets')
    } catch (error) {
      problem.value = { id: null, problem: toProblem(error) }
    }
  }

  function open(): void {
    isOpen.value = true
    problem.value = null
    void load()
  }

  /** Downloads what is missing of a set and imports it. Whether it is there now, with the dialog open to the end. */
  async function get(id: DatasetId): Promise<boolean> {
    if (fetched.value !== null) return false
    fetched.value = id
    ;[download.value, unpacking.value, problem.value] = [null, null, null]
    try {
      await imports.tell(await ask('getKnownDataset', id))
      const wasOpen = isOpen.value
      isOpen.value = false
      return wasOpen
    } catch (error) {
      if (error instanceof LabError && expectedEnds.includes(error.code)) return false
      problem.value = { id, problem: toProblem(error) }
      isOpen.value = true
      return false
    } finally {
      fetched.value = null
      await load()
    }
  }

  async function cancel(): Promise<void> {
    await ask('cancelDownload')
  }

  return { isOpen, list, fetched, title, words, share, problem, open, get, cancel }
})
