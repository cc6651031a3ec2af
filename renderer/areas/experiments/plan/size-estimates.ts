// What each size of an experiment will cost, asked for anew when its plan or the record that it goes on from changes.
import type { ExperimentEstimate } from '@contract/experiments/experiment-estimate'
import { experimentSizes, type ExperimentName, type ExperimentSize } from '@contract/experiments/experiment-names'
import { toProblem, type Problem } from '@contract/problem'
import { onScopeDispose, shallowReactive, watch } from 'vue'
import { ask } from '../../../frame/lab'
import type { SizePlanChoice } from './sheets'

/** Milliseconds without a change after which the cost is asked for. */
const pause = 350

export interface SizeEstimates {
  readonly known: ReadonlyMap<ExperimentSize, ExperimentEstimate>
  readonly problems: ReadonlyMap<ExperimentSize, Problem>
  /** Sizes whose cost is being worked out. */
  readonly asked: ReadonlySet<ExperimentSize>
}

export interface EstimatedSheet {
  readonly name: ExperimentName
  readonly choices: Readonly<Record<ExperimentSize, SizePlanChoice>>
  /** The record whose points are not run again; null: none. */
  readonly record: string | null
  /** Changes where the points that are there change. */
  readonly state: string
}

export function useSizeEstimates(of: () => EstimatedSheet): SizeEstimates {
  const known = shallowReactive(new Map<ExperimentSize, ExperimentEstimate>())
  const problems = shallowReactive(new Map<ExperimentSize, Problem>())
  const asked = shallowReactive(new Set<ExperimentSize>())
  /** Counts changes of a size; an answer to an earlier plan is discarded. */
  const changes: Record<ExperimentSize, number> = { quick: 0, evening: 0, full: 0 }
  const timers = new Map<ExperimentSize, ReturnType<typeof setTimeout>>()

  async function askCost(size: ExperimentSize, { name, record }: EstimatedSheet, { plan }: SizePlanChoice): Promise<void> {
    const change = changes[size]
    try {
      const answer = await ask('estimateExperiment', name, size, plan, record)
      if (change !== changes[size]) return
      known.set(size, answer)
      problems.delete(size)
    } catch (error) {
      if (change !== changes[size]) return
      known.delete(size)
      problems.set(size, toProblem(error))
    }
    asked.delete(size)
  }

  for (const size of experimentSizes) {
    watch(() => {
      const { name, choices, record, state } = of()
      return JSON.stringify([name, choices[size], record, state])
    }, (_, before) => {
      changes[size]++
      clearTimeout(timers.get(size))
      const sheet = of()
      const choice = sheet.choices[size]
      if (!choice.isRight) {
        asked.delete(size)
        return
      }
      asked.add(size)
      timers.set(size, setTimeout(() => void askCost(size, sheet, choice), before === undefined ? 0 : pause))
    }, { immediate: true })
  }
  onScopeDispose(() => {
    for (const timer of timers.values()) clearTimeout(timer)
  })
  return { known, problems, asked }
}
