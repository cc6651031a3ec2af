// The evaluations of the runs of a comparison: of each run's last checkpoint on the test images, made where they are missing.
import { canBePaired, pairedEvaluations, type PairedEvaluations } from '@common/comparison/paired-evaluations'
import type { EvaluationAnswers, StoredEvaluation } from '@contract/api/evaluations-api'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'
import { isPlainTest } from '@contract/runs/evaluation'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import { computed, ref, shallowRef, watch } from 'vue'
import { useAttempts } from '../../../frame/attempts'
import { ask } from '../../../frame/lab'
import { useEvaluationNews } from '../../evaluations/evaluation-news'

export interface RunEvaluated {
  readonly stored: StoredEvaluation
  readonly answers: EvaluationAnswers
  readonly matrix: ConfusionMatrix
}

/** Labels as the user has corrected them. */
const view = { corrected: true } as const

/** Whether the last checkpoint of a run can be evaluated. */
export const canBeEvaluated = (run: RunRecord): boolean => run.checkpoint !== null && !isActive(run.status)

export function useComparedEvaluations(runs: () => readonly RunRecord[]) {
  const news = useEvaluationNews()
  const { problem, attempt } = useAttempts()
  const evaluated = shallowRef<ReadonlyMap<string, RunEvaluated>>(new Map())
  const isLoaded = ref(false)
  /** Evaluations that are being made: how many are done, of how many; null: none. */
  const making = shallowRef<{ readonly done: number; readonly all: number } | null>(null)

  const missing = computed(() => (isLoaded.value ? runs().filter((run) => canBeEvaluated(run) && !evaluated.value.has(run.id)) : []))

  async function evaluatedOf(run: RunRecord): Promise<RunEvaluated | null> {
    const folder = run.checkpoint?.folder
    const stored = (await ask('evaluations', run.id)).find(({ facts }) => isPlainTest(facts) && facts.checkpoint.folder === folder)
    if (!stored) return null
    const evaluation = { runId: stored.runId, name: stored.name }
    const [answers, matrix] = await Promise.all([ask('evaluationAnswers', evaluation, view), ask('confusionMatrix', evaluation, view)])
    return { stored, answers, matrix }
  }

  async function load(): Promise<void> {
    await attempt(async () => {
      const asked = runs()
      const found = await Promise.all(asked.map(async (run) => [run.id, await evaluatedOf(run)] as const))
      if (asked.map(({ id }) => id).join() !== runs().map(({ id }) => id).join()) return
      evaluated.value = new Map(found.flatMap(([id, one]) => (one ? [[id, one]] : [])))
      isLoaded.value = true
    })
  }

  /** Makes the evaluations that are missing, one after another. */
  async function evaluateMissing(): Promise<void> {
    const all = missing.value
    if (making.value) return
    making.value = { done: 0, all: all.length }
    await attempt(async () => {
      for (const run of all) {
        await ask('evaluate', run.id, 'last', 'test', 'single')
        making.value = { done: (making.value?.done ?? 0) + 1, all: all.length }
      }
    })
    making.value = null
    if (!problem.value) await load()
  }

  /** The answers of two runs, paired; null where they are not of the same images. */
  function paired(first: string, second: string): PairedEvaluations | null {
    const [a, b] = [evaluated.value.get(first), evaluated.value.get(second)]
    return a && b && canBePaired(a.stored.facts, b.stored.facts) ? pairedEvaluations(a.answers, b.answers) : null
  }

  watch(() => [...runs().map(({ id, status, checkpoint }) => `${id} ${status} ${checkpoint?.folder ?? ''} ${news.madeOf(id)}`), news.corrections].join(), () => {
    if (!making.value) void load()
  }, { immediate: true })

  return { problem, evaluated, isLoaded, making, missing, load, evaluateMissing, paired }
}
