// What the lab tells about evaluations, as numbers that change: whoever shows evaluations reads them again then.
import { defineStore } from 'pinia'
import type { EvaluationRef } from '@contract/api/evaluations-api'
import { ref, shallowReactive } from 'vue'
import { useLabEvents } from '../../frame/lab-events'

export interface ImagesDone {
  readonly done: number
  readonly total: number
}

export const useEvaluationNews = defineStore('evaluation-news', () => {
  const made = shallowReactive(new Map<string, number>())
  /** Images done of all, of evaluations that are being made, by run and name. */
  const progress = shallowReactive(new Map<string, ImagesDone>())
  /** Changes whenever a label is corrected, or a correction taken back. */
  const corrections = ref(0)

  useLabEvents().handle({
    'evaluation-progress': ({ runId, name, done, total }) => {
      progress.set(`${runId}/${name}`, { done, total })
    },
    evaluated: ({ runId, name }) => {
      progress.delete(`${runId}/${name}`)
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

  /** How far an evaluation is that is being made; null before the first images, and where none is made. */
  function progressOf({ runId, name }: EvaluationRef): ImagesDone | null {
    return progress.get(`${runId}/${name}`) ?? null
  }

  /** Forgets how far an evaluation was that was cancelled. */
  function forgetProgress({ runId, name }: EvaluationRef): void {
    progress.delete(`${runId}/${name}`)
  }

  return { corrections, madeOf, progressOf, forgetProgress }
})
