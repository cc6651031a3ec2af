// A long question about a network that is put by a button: it tells its progress, and can be cancelled.
import type { LongInspection } from '@contract/inspection/long-inspection'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { ask } from '../../frame/lab'
import { useInspectionProgress, type InspectionProgress } from './inspection-progress'

export interface LongQuestion {
  /** Whether it is being answered. */
  readonly isOut: Readonly<Ref<boolean>>
  /** Null: it has not told its progress yet. */
  readonly progress: ComputedRef<InspectionProgress | null>
  /** Why the last one was not answered; null also where the user has cancelled it. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  /** Puts the question, unless it is out already. */
  readonly put: (work: () => Promise<void>) => Promise<void>
  /** Cancels it, and all other long questions. */
  readonly cancel: () => Promise<void>
}

export function useLongQuestion(question: LongInspection): LongQuestion {
  const news = useInspectionProgress()
  const isOut = ref(false)
  const problem = shallowRef<Problem | null>(null)

  async function put(work: () => Promise<void>): Promise<void> {
    if (isOut.value) return
    news.forget(question)
    isOut.value = true
    problem.value = null
    try {
      await work()
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'inspection/cancelled') problem.value = toProblem(error)
    } finally {
      isOut.value = false
    }
  }

  async function cancel(): Promise<void> {
    try {
      await ask('cancelInspection')
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  return { isOut, progress: computed(() => news.of(question)), problem, put, cancel }
}
