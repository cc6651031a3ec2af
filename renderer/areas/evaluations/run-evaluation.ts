// The evaluation of a run that is looked at: which checkpoint on which images, with its figures and its confusion matrix.
import type { EvaluationRef, EvaluationSummary, EvaluationView, StoredEvaluation } from '@contract/api/evaluations-api'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { LabError } from '@contract/problem'
import { evaluationName, type Split, type Views } from '@contract/runs/evaluation'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'
import type { RunRecord } from '@contract/runs/run-record'
import { computed, ref, shallowRef, watch } from 'vue'
import { useAttempts } from '../../frame/attempts'
import { ask } from '../../frame/lab'
import { checkpointOptions, evaluationOf } from './checkpoint-options'
import { useEvaluationNews } from './evaluation-news'

export interface ShownEvaluation {
  readonly ref: EvaluationRef
  readonly view: EvaluationView
  readonly summary: EvaluationSummary
  readonly matrix: ConfusionMatrix
}

/** Follows the evaluations of a run. */
export function useRunEvaluation(run: () => RunRecord) {
  const news = useEvaluationNews()
  const { problem, attempt } = useAttempts()
  const kept = shallowRef<readonly CheckpointInfo[]>([])
  const stored = shallowRef<readonly StoredEvaluation[]>([])
  const isLoaded = ref(false)
  const split = ref<Split>('test')
  const views = ref<Views>('single')
  /** Folder of the chosen checkpoint; empty: the newest that has been evaluated, or else the newest. */
  const chosen = ref('')
  /** Whether the user's corrections of labels are looked at. */
  const corrected = ref(true)
  /** The evaluation that is being made. */
  const making = shallowRef<EvaluationRef | null>(null)
  const isEvaluating = computed(() => making.value !== null)
  const progress = computed(() => (making.value ? news.progressOf(making.value) : null))
  const shown = shallowRef<ShownEvaluation | null>(null)

  const options = computed(() => checkpointOptions(run(), kept.value, stored.value))
  const option = computed(() => {
    const evaluated = (): typeof options.value[number] | undefined => options.value.find(({ value }) => evaluationOf(stored.value, value, split.value, views.value))
    return options.value.find(({ value }) => value === chosen.value) ?? evaluated() ?? options.value[0] ?? null
  })
  const current = computed(() => (option.value ? (evaluationOf(stored.value, option.value.value, split.value, views.value) ?? null) : null))

  async function load(): Promise<void> {
    await attempt(async () => {
      const { id } = run()
      const [checkpoints, evaluations] = await Promise.all([ask('keptCheckpoints', id), ask('evaluations', id)])
      if (run().id !== id) return
      kept.value = checkpoints
      stored.value = evaluations
      isLoaded.value = true
    })
  }

  async function show(): Promise<void> {
    if (!current.value) {
      shown.value = null
      return
    }
    await attempt(async () => {
      const { runId, name } = current.value ?? { runId: '', name: '' }
      const evaluation = { runId, name }
      const view = { corrected: corrected.value }
      const [summary, matrix] = await Promise.all([ask('evaluationSummary', evaluation, view), ask('confusionMatrix', evaluation, view)])
      if (current.value?.name === name && current.value.runId === runId && corrected.value === view.corrected) shown.value = { ref: evaluation, view, summary, matrix }
    })
  }

  /** Evaluates the chosen checkpoint on the chosen images by the chosen views. */
  async function evaluate(): Promise<void> {
    const { choice = null, checkpoint } = option.value ?? {}
    if (choice === null || !checkpoint || making.value) return
    const wanted = { runId: run().id, name: evaluationName(checkpoint, split.value, views.value) }
    news.forgetProgress(wanted)
    making.value = wanted
    await attempt(async () => {
      try {
        await ask('evaluate', wanted.runId, choice, split.value, views.value)
      } catch (error) {
        if (error instanceof LabError && error.code === 'evaluation/cancelled') return // as the user wanted
        throw error
      }
      await load()
    })
    making.value = null
  }

  async function cancel(): Promise<void> {
    const { value } = making
    if (value) await attempt(() => ask('cancelEvaluation', value))
  }

  watch(() => [run().id, run().status, run().checkpoint?.folder, news.madeOf(run().id)], load, { immediate: true })
  watch(() => [current.value?.runId, current.value?.name, corrected.value, news.corrections], show, { immediate: true })

  return { problem, isLoaded, split, views, chosen, corrected, isEvaluating, progress, shown, options, option, current, load, evaluate, cancel }
}

export type RunEvaluation = ReturnType<typeof useRunEvaluation>
