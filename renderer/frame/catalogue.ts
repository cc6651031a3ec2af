// What the lab has to offer: networks, data sets, presets. Loaded once.
import type { DatasetInfo, DatasetName } from '@contract/data/datasets'
import type { Catalogue } from '@contract/api/lab-api'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ask } from './lab'

export const useCatalogue = defineStore('catalogue', () => {
  const catalogue = shallowRef<Catalogue | null>(null)
  const problem = ref<Problem | null>(null)

  /** Loads the catalogue; a second call after a problem tries again. */
  async function load(): Promise<void> {
    try {
      catalogue.value = await ask('catalogue')
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  const datasets = computed<readonly DatasetInfo[]>(() => catalogue.value?.datasets ?? [])
  const datasetsByName = computed(() => new Map(datasets.value.map((info) => [info.name, info])))

  /** The facts of a data set; null while they are not loaded. */
  function dataset(name: DatasetName): DatasetInfo | null {
    return datasetsByName.value.get(name) ?? null
  }

  return { catalogue, problem, datasets, dataset, load }
})
