// The loss of every image of a split under a run that was trained on the set: from an evaluation that is stored, or made when it is asked for.
import type { EvaluationRef } from '@contract/api/evaluations-api'
import type { DatasetId } from '@contract/data/datasets'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { evaluationName, splitOfImages, type Split } from '@contract/runs/evaluation'
import type { RunRow } from '@contract/runs/run-row'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { useEvaluationNews } from '../../evaluations/evaluation-news'
import { testedRuns } from '../../runs/tested-runs'

/** A split of a set whose losses are asked for. */
interface Subject {
  readonly id: DatasetId
  readonly split: Split
}

export const useImageLosses = defineStore('image-losses', () => {
  const news = useEvaluationNews()
  const subject = shallowRef<Subject | null>(null)
  /** Runs that were trained on the set and can be asked, the newest first; null while they are being looked for. */
  const runs = shallowRef<readonly RunRow[] | null>(null)
  /** Id of the chosen run; empty: the newest. */
  const chosen = ref('')
  const losses = shallowRef<Float32Array | null>(null)
  /** Whether the chosen run was not evaluated on the split, so that no loss is known. */
  const isMissing = ref(false)
  const making = shallowRef<EvaluationRef | null>(null)
  const problem = shallowRef<Problem | null>(null)

  const run = computed(() => runs.value?.find(({ id }) => id === chosen.value) ?? runs.value?.[0] ?? null)
  const progress = computed(() => (making.value ? news.progressOf(making.value) : null))

  /** Shows the losses of a split; of a split that was shown before, evaluations that have come since count. */
  async function show(id: DatasetId, split: Split): Promise<void> {
    const wanted: Subject = { id, split }
    subject.value = wanted
    losses.value = null
    isMissing.value = false
    await attempt(wanted, async () => {
      const found = (await testedRuns(`dataset.id = "${id}"`)).filter(({ checkpoint }) => checkpoint !== null)
      if (subject.value !== wanted) return
      runs.value = found
      await read(wanted)
    })
  }

  /** Chooses the run whose losses are shown. */
  async function choose(id: string): Promise<void> {
    chosen.value = id
    losses.value = null
    isMissing.value = false
    const { value } = subject
    if (value) await attempt(value, () => read(value))
  }

  /** Reads the losses of the newest evaluation of the split. */
  async function read(wanted: Subject): Promise<void> {
    const of = run.value
    if (!of) return
    const stored = (await ask('evaluations', of.id)).find(({ facts }) => facts.split === wanted.split && splitOfImages(facts) === wanted.split && facts.dataset.id === wanted.id && facts.views === 'single')
    const found = stored ? await ask('imageLosses', { runId: of.id, name: stored.name }) : null
    if (subject.value !== wanted || run.value !== of) return
    losses.value = found
    isMissing.value = found === null
  }

  /** Evaluates the last checkpoint of the run on the split. */
  async function evaluate(): Promise<void> {
    const [of, wanted] = [run.value, subject.value]
    if (!of?.checkpoint || !wanted || making.value) return
    making.value = { runId: of.id, name: evaluationName(of.checkpoint, wanted.split) }
    await attempt(wanted, async () => {
      await ask('evaluate', of.id, 'last', wanted.split, 'single')
      if (subject.value === wanted) await read(wanted)
    })
    making.value = null
  }

  async function cancel(): Promise<void> {
    const { value } = making
    if (value) await ask('cancelEvaluation', value)
  }

  async function attempt(wanted: Subject, work: () => Promise<void>): Promise<void> {
    problem.value = null
    try {
      await work()
    } catch (error) {
      if (error instanceof LabError && error.code === 'evaluation/cancelled') return // as the user wanted
      if (subject.value === wanted) problem.value = toProblem(error)
    }
  }

  return { runs, run, losses, isMissing, making, progress, problem, show, choose, evaluate, cancel }
})
