// How far the long questions about a network are: steps or images done of all.
import type { LongInspection } from '@contract/inspection/long-inspection'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { useLabEvents } from '../../frame/lab-events'

export interface InspectionProgress {
  readonly done: number
  readonly total: number
}

export const useInspectionProgress = defineStore('inspection-progress', () => {
  const known = shallowReactive(new Map<LongInspection, InspectionProgress>())

  useLabEvents().handle({
    'inspection-progress': ({ question, done, total }) => {
      known.set(question, { done, total })
    },
  })

  /** Null: the question has not told its progress yet. */
  const of = (question: LongInspection): InspectionProgress | null => known.get(question) ?? null

  /** A new question begins. */
  function forget(question: LongInspection): void {
    known.delete(question)
  }

  return { of, forget }
})
