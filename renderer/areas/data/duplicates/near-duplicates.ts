// Near-duplicates of data sets: searched for once for each set, with progress.
import type { DatasetId } from '@contract/data/datasets'
import type { NearDuplicates } from '@contract/data/near-duplicates'
import { toProblem, type Problem } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { useLabEvents } from '../../../frame/lab-events'

export const useNearDuplicates = defineStore('near-duplicates', () => {
  const found = shallowReactive(new Map<DatasetId, NearDuplicates>())
  /** The set that is being searched. */
  const searching = ref<DatasetId | null>(null)
  const progress = shallowRef<{ readonly dataset: DatasetId; readonly done: number; readonly total: number } | null>(null)
  const problem = shallowRef<Problem | null>(null)

  useLabEvents().handle({
    'near-duplicates-progress': ({ dataset, done, total }) => {
      progress.value = { dataset, done, total }
    },
  })

  /** Share that is done of the search that goes on; null where it is not known yet. */
  const share = computed(() => (progress.value && progress.value.dataset === searching.value && progress.value.total > 0 ? progress.value.done / progress.value.total : null))

  /** What was found in a set; null where it was not searched. */
  const of = (id: DatasetId): NearDuplicates | null => found.get(id) ?? null

  async function search(id: DatasetId): Promise<void> {
    if (found.has(id) || searching.value === id) return
    searching.value = id
    progress.value = null
    problem.value = null
    try {
      found.set(id, await ask('nearDuplicates', id))
    } catch (error) {
      problem.value = toProblem(error)
    }
    if (searching.value === id) searching.value = null
  }

  return { searching, share, problem, of, search }
})

/** Images of a split that look like others, group after group; null where the set was not searched. */
export function alikeIn(duplicates: NearDuplicates | null, split: Split): readonly number[] | null {
  return duplicates?.groups.flatMap(({ images }) => images.flatMap((one) => (one.split === split ? [one.image] : []))) ?? null
}
