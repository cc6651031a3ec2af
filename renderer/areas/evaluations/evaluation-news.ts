// What the lab tells about evaluations, as numbers that change: whoever shows evaluations reads them again then.
import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'
import { useLabEvents } from '../../frame/lab-events'

export const useEvaluationNews = defineStore('evaluation-news', () => {
  const made = shallowReactive(new Map<string, number>())
  /** Changes whenever a label is corrected, or a correction taken back. */
  const corrections = ref(0)

  useLabEvents().handle({
    evaluated: ({ runId }) => {
      made.set(runId, madeOf(runId) + 1)
    },
    'label-corrections': () => {
      corrections.value++
    },
  })

  /** Changes whenever an evaluation of the run is made. */
  function madeOf(runId: string): number {
    return made.get(runId) ?? 0
  }

  return { corrections, madeOf }
})
