// The networks, data sets and presets of the lab.
import type { DatasetInfo, DatasetId } from '@contract/data/datasets'
import type { Catalogue } from '@contract/api/catalogue-api'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isSame } from './is-same'
import { ask } from './lab'

export const useCatalogue = defineStore('catalogue', () => {
  const catalogue = shallowRef<Catalogue | null>(null)
  const problem = ref<Problem | null>(null)

  /** Loads the catalogue, and at later calls its changes; a call after a problem tries again. */
  async function load(): Promise<void> {
    try {
      const fresh = await ask('catalogue')
      if (!isSame(fresh, catalogue.value)) catalogue.value = fresh
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  const datasets = computed<readonly DatasetInfo[]>(() => catalogue.value?.datasets ?? [])
  const datasetsById = computed(() => new Map([...(catalogue.value?.formerDatasets ?? []), ...datasets.value].map((info) => [info.id, info])))

  /** The facts of a data set; null while they are not loaded. */
  function dataset(id: DatasetId): DatasetInfo | null {
    return datasetsById.value.get(id) ?? null
  }

  /** Whether a data set was imported, and can be removed. */
  const isImported = (id: DatasetId): boolean => catalogue.value?.importedDatasets.includes(id) ?? false

  /** Whether the images of a set are not in the lab: they were removed, or never were here. */
  const isGone = (id: DatasetId): boolean => catalogue.value !== null && !datasets.value.some((info) => info.id === id)

  return { catalogue, problem, datasets, dataset, isImported, isGone, load }
})
