// The lab's answer to a question of a tab: the last one stays in sight until that to the newest question is there, and a hidden tab asks nothing.
import { LabError, toProblem, type Problem } from '@contract/problem'
import { computed, onActivated, onDeactivated, ref, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { newestQuestion } from '../../frame/newest-question'

interface ShownAnswer<Question, Answer> {
  /** The last answer with the question that it is of, which may be older than the one that is asked; null: none yet. */
  readonly shown: Readonly<ShallowRef<{ readonly question: Question; readonly answer: Answer } | null>>
  /** Why the newest question was not answered. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  /** Whether the newest question is not answered yet. */
  readonly isWaiting: ComputedRef<boolean>
  /** Asks the newest question once more. */
  readonly again: () => void
}

/**
 * Asks whenever the question changes while the tab is shown.
 * @param question of what is shown; null: nothing is to be asked, and nothing is shown
 */
export function useShownAnswer<Question extends object, Answer>(question: () => Question | null, answerOf: (question: Question) => Promise<Answer>): ShownAnswer<Question, Answer> {
  const shown = shallowRef<{ readonly question: Question; readonly answer: Answer } | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const wanted = computed(question)
  /** The question that was asked last, and whether it is answered. */
  const asked = shallowRef<Question | null>(null)
  const isOut = ref(false)
  const isInSight = ref(true)
  onActivated(() => {
    isInSight.value = true
  })
  onDeactivated(() => {
    isInSight.value = false
  })

  const put = newestQuestion(
    answerOf,
    (answer, of: Question) => {
      if (asked.value === null) return
      shown.value = { question: of, answer }
      problem.value = null
      if (of === asked.value) isOut.value = false
    },
    (error, of: Question) => {
      if (of !== asked.value) return
      // A newer question has taken its place, which is answered to whoever put it.
      const isReplaced = error instanceof LabError && error.code === 'inspection/replaced'
      problem.value = isReplaced ? null : toProblem(error)
      // An older answer beside the failure would be taken for that to the newest question.
      if (!isReplaced) shown.value = null
      isOut.value = false
    },
  )

  function askFor(of: Question): void {
    asked.value = of
    isOut.value = true
    problem.value = null
    put(of, of)
  }

  watch([wanted, isInSight], ([of, inSight]) => {
    if (of === null) {
      asked.value = null
      shown.value = null
      problem.value = null
      isOut.value = false
    } else if (inSight && of !== asked.value) askFor(of)
  }, { immediate: true })

  function again(): void {
    if (wanted.value) askFor(wanted.value)
  }

  return { shown, problem, isWaiting: computed(() => isOut.value), again }
}
