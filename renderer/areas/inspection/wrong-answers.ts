// The images that the inspected checkpoint answers wrong, by its stored evaluation, page by page.
import type { SampleImage } from '@contract/api/data-api'
import type { EvaluatedImage, StoredEvaluation } from '@contract/api/evaluations-api'
import { splitOfImages, type Split } from '@contract/runs/evaluation'
import { computed, ref, watch } from 'vue'
import { ask } from '../../frame/lab'
import { evaluationOf } from '../evaluations/checkpoint-options'
import { useEvaluationNews } from '../evaluations/evaluation-news'
import { useInspection } from './inspection'
import { useShownAnswer } from './shown-answer'

export interface WrongAnswer {
  readonly answer: EvaluatedImage
  readonly sample: SampleImage
}

interface WrongPage {
  /** Wrong answers on all pages; null: the checkpoint has not been evaluated on this split. */
  readonly total: number | null
  readonly images: readonly WrongAnswer[]
}

export const wrongOfPage = 12

/** Follows the network and the split; the most confident mistakes come first. */
export function useWrongAnswers(split: () => Split) {
  const inspection = useInspection()
  const news = useEvaluationNews()
  const page = ref(0)
  const place = computed(() => (inspection.run && inspection.checkpoint ? { runId: inspection.run.id, folder: inspection.checkpoint.value, split: split(), made: news.madeOf(inspection.run.id) } : null))
  watch(place, () => {
    page.value = 0
  })

  const { shown, problem } = useShownAnswer(() => place.value && { ...place.value, page: page.value }, async (question): Promise<WrongPage> => {
    const stored: StoredEvaluation | undefined = evaluationOf(await ask('evaluations', question.runId), question.folder, question.split, 'single')
    if (!stored) return { total: null, images: [] }
    const { runId, name, facts } = stored
    const found = await ask('evaluatedImages', { runId, name }, { corrected: true }, { order: 'confidence', answers: 'wrong', label: null, prediction: null, offset: question.page * wrongOfPage, count: wrongOfPage })
    const samples = await ask('splitImages', facts.dataset.id, splitOfImages(facts), found.images.map(({ index }) => index))
    return { total: found.total, images: found.images.flatMap((answer, at) => (samples[at] ? [{ answer, sample: samples[at] }] : [])) }
  })

  const total = computed(() => shown.value?.answer.total ?? null)
  const images = computed(() => shown.value?.answer.images ?? [])
  const pages = computed(() => Math.max(1, Math.ceil((total.value ?? 0) / wrongOfPage)))
  return { page, pages, total, images, problem }
}
