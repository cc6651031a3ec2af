// The cost of the run in the form, and its network's shapes: an estimate at once, of what is typed after a pause, and a measurement after a longer one.
import type { Estimate } from '@contract/training/estimate'
import { toProblem, type Problem } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { typingPause } from '../../frame/after-pause'
import { ask } from '../../frame/lab'
import { useRuns } from '../runs/runs'
import { useSetup } from './setup-store'

/** Milliseconds without a change after which the estimate is asked for where one change followed another, and after which it is measured. */
const pauses = { ask: typingPause, measure: 900 }

export const useEstimate = defineStore('estimate', () => {
  const setup = useSetup()
  const runs = useRuns()
  const estimate = shallowRef<Estimate | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isMeasuring = ref(false)
  /** Counts changes of the form; an answer to an earlier form is discarded. */
  let change = 0
  /** When the form changed last, by the clock of `performance`. */
  let changedAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Stores the lab's answer, unless the form has changed meanwhile. */
  async function request(measures: boolean, question: () => Promise<Estimate>): Promise<void> {
    const asked = change
    isMeasuring.value = measures
    try {
      const answer = await question()
      if (asked !== change) return
      estimate.value = answer
      problem.value = null
    } catch (error) {
      if (asked === change && setup.spec) problem.value = toProblem(error)
    } finally {
      if (asked === change) isMeasuring.value = false
    }
  }

  /** Measures the cost again: the machine may have been busy the first time. */
  async function measureAgain(): Promise<void> {
    const { spec } = setup
    if (spec && !isMeasuring.value) await request(true, () => ask('measureAgain', spec))
  }

  /** Whether a measured estimate can be measured again: not during a training, which would distort it. */
  const canMeasureAgain = computed(() => estimate.value?.basis === 'measured' && !isMeasuring.value && runs.training.length === 0 && setup.spec !== null)

  async function askThenMeasure(spec: RunSpec): Promise<void> {
    const asked = change
    await request(false, () => ask('estimate', spec, false))
    if (asked !== change || problem.value || estimate.value?.basis === 'measured') return
    // A measurement during a training would slow down the training and be distorted by it.
    if (runs.training.length > 0 || !runs.isLoaded || !setup.spec) return
    timer = setTimeout(() => {
      void request(true, () => ask('estimate', spec, true))
    }, pauses.measure - (performance.now() - changedAt))
  }

  /** Everything that the estimate depends on, as text; other changes must not start a measurement. */
  const question = computed(() => JSON.stringify([setup.completed, setup.spec === null, runs.training.length === 0 && runs.isLoaded]))

  /** Begins to follow the form. */
  function follow(): void {
    watch(question, () => {
      change++
      clearTimeout(timer)
      const isFirst = performance.now() - changedAt >= pauses.ask
      changedAt = performance.now()
      isMeasuring.value = false
      const { completed: spec } = setup
      if (!setup.spec) problem.value = null // the form shows its own faults
      if (!spec) {
        estimate.value = null
        problem.value = null
        return
      }
      // A change after a rest is a choice, or the first key of a number: whoever chooses a network looks at its shapes next.
      if (isFirst) void askThenMeasure(spec)
      else timer = setTimeout(() => {
        void askThenMeasure(spec)
      }, pauses.ask)
    }, { immediate: true })
  }

  return { estimate, problem, isMeasuring, canMeasureAgain, measureAgain, follow }
})
