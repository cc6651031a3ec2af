// What the quick size of every experiment takes on this machine, for the cards: asked for one after another, without measuring.
import { experiments as definitions } from '@common/experiments/experiments'
import type { ExperimentEstimate } from '@contract/experiments/experiment-estimate'
import type { ExperimentName } from '@contract/experiments/experiment-names'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { ask } from '../../frame/lab'

export const useQuickCosts = defineStore('experiment-costs', () => {
  const known = shallowReactive(new Map<ExperimentName, ExperimentEstimate>())
  let going: Promise<void> | null = null

  /** One whose cost cannot be told keeps no other from being told. @throws LabError the first problem, at the end */
  async function askAll(): Promise<void> {
    const problems: unknown[] = []
    for (const { name } of definitions) {
      try {
        known.set(name, await ask('estimateExperiment', name, 'quick', null, null))
      } catch (error) {
        problems.push(error)
      }
    }
    if (problems.length > 0) throw problems[0]
  }

  /** Asks anew, since what was trained meanwhile makes predictions better. @throws LabError */
  async function load(): Promise<void> {
    going ??= askAll().finally(() => {
      going = null
    })
    await going
  }

  return { known, load }
})
