// Analyses of some networks at a batch size that a slider moves: one question at a time, always for the newest size; meanwhile the last answer stays.
import type { CountedNetwork } from '@common/experiments/panels/planned-networks'
import { toProblem, type Problem } from '@contract/problem'
import { plainAnalysis, type NetworkAnalysis, type NetworkQuestion } from '@contract/models/network-analysis'
import { shallowRef, watch, type ShallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { newestQuestion } from '../../../frame/newest-question'

export interface AnalysesAtBatch {
  /** In the order of the networks; empty before the first answer. */
  readonly analyses: Readonly<ShallowRef<readonly NetworkAnalysis[]>>
  readonly problem: Readonly<ShallowRef<Problem | null>>
}

export function analysesAtBatch(networks: () => readonly CountedNetwork[], batchSize: () => number): AnalysesAtBatch {
  const analyses = shallowRef<readonly NetworkAnalysis[]>([])
  const problem = shallowRef<Problem | null>(null)
  const askNewest = newestQuestion(
    (questions: readonly NetworkQuestion[]) => Promise.all(questions.map((question) => ask('analyzeNetwork', question))),
    (answer) => {
      analyses.value = answer
      problem.value = null
    },
    (error) => {
      problem.value = toProblem(error)
    },
  )
  watch(
    [networks, batchSize],
    ([wanted, size]) => {
      askNewest(null, wanted.map(({ network, input, classes }) => ({ network, input, classes, batchSize: size, settings: plainAnalysis })))
    },
    { immediate: true },
  )
  return { analyses, problem }
}
