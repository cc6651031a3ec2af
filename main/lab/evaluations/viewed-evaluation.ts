// An evaluation as it is looked at, with or without the user's corrections of labels: its figures, its confusion matrix, pages of its images.
import { confusionMatrix, mostConfused } from '@common/statistics/confusion-matrix'
import { calibrationOf } from '@common/statistics/calibration'
import { classFigures, estimate, macroFigures } from '@common/statistics/class-figures'
import { rankOf, topKCount } from '@common/statistics/top-k'
import type { EvaluatedImages, EvaluationAnswers, EvaluationSummary, ImageQuery } from '@contract/api/evaluations-api'
import type { LabelCorrection } from '@contract/data/label-correction'
import type { EvaluationFacts } from '@contract/runs/evaluation'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'
import type { EvaluationFile, ImageColumns } from '../../evaluations/evaluation-file'

/** A figure of an evaluation that does not depend on where it is stored. */
export type EvaluationFigures = Omit<EvaluationSummary, 'runId' | 'name'>

/** The k of top-k accuracies. */
const shownK = [3, 5]

/** Pairs of classes among the most confused. */
const shownConfusions = 20

type Selection = Omit<ImageQuery, 'offset' | 'count'>

export class ViewedEvaluation {
  readonly #facts: EvaluationFacts
  readonly #columns: ImageColumns
  readonly #corrected: ReadonlySet<number>
  #matrix: ConfusionMatrix | null = null
  /** The images of the last query: pages of it are turned without searching again. */
  #selected: { readonly selection: string; readonly images: Uint32Array } | null = null

  /** @param corrections of the evaluation's split; those of images that were not evaluated, or that name a class that there is not, are passed over */
  constructor(file: EvaluationFile, corrections: readonly LabelCorrection[]) {
    const { facts, columns } = file
    const applying = corrections.filter(({ image, label }) => image < facts.images && label < facts.dataset.classes)
    this.#facts = facts
    this.#columns = applying.length === 0 ? columns : corrected(file, applying)
    this.#corrected = new Set(applying.map(({ image }) => image))
  }

  get figures(): EvaluationFigures {
    const { images, dataset: { classes } } = this.#facts
    const { ranks, losses, confidences } = this.#columns
    const perClass = classFigures(this.matrix)
    const correct = topKCount(ranks, 1)
    return {
      ...{ facts: this.#facts, corrections: this.#corrected.size, correct, perClass },
      loss: losses.reduce((sum, loss) => sum + loss, 0) / images,
      accuracy: estimate(correct, images),
      topK: shownK.filter((k) => k < classes).map((k) => ({ k, accuracy: estimate(topKCount(ranks, k), images) })),
      macro: macroFigures(perClass),
      calibration: calibrationOf(confidences, Uint8Array.from(ranks, (rank) => (rank === 0 ? 1 : 0))),
      mostConfused: mostConfused(this.matrix, shownConfusions),
    }
  }

  get matrix(): ConfusionMatrix {
    this.#matrix ??= confusionMatrix(this.#columns.labels, this.#columns.predictions, this.#facts.dataset.classes)
    return this.#matrix
  }

  get answers(): EvaluationAnswers {
    const { labels, predictions } = this.#columns
    return { labels, predictions }
  }

  page({ offset, count, ...selection }: ImageQuery): EvaluatedImages {
    const all = this.#imagesOf(selection)
    const { labels, predictions, confidences, losses, ranks } = this.#columns
    const images = Array.from(all.subarray(offset, offset + count), (index) => ({
      ...{ index, label: labels[index] ?? 0, prediction: predictions[index] ?? 0, confidence: confidences[index] ?? NaN },
      ...{ loss: losses[index] ?? NaN, rank: ranks[index] ?? 0, isCorrected: this.#corrected.has(index) },
    }))
    return { total: all.length, images }
  }

  #imagesOf(selection: Selection): Uint32Array {
    const key = JSON.stringify(selection)
    if (this.#selected?.selection !== key) this.#selected = { selection: key, images: this.#search(selection) }
    return this.#selected.images
  }

  #search({ order, answers, label, prediction }: Selection): Uint32Array {
    const { labels, predictions, ranks, losses, confidences } = this.#columns
    const found = Uint32Array.from({ length: this.#facts.images }, (_, image) => image).filter((image) => {
      if (answers !== 'all' && (ranks[image] === 0) !== (answers === 'right')) return false
      return (label === null || labels[image] === label) && (prediction === null || predictions[image] === prediction)
    })
    if (order === 'index') return found
    const by = order === 'loss' ? losses : confidences
    return found.sort((a, b) => (by[b] ?? 0) - (by[a] ?? 0) || a - b)
  }
}

/** The columns with corrected labels: loss and rank of these images follow from the stored probabilities of their new class. */
function corrected(file: EvaluationFile, corrections: readonly LabelCorrection[]): ImageColumns {
  const { columns } = file
  const changed = { ...columns, labels: columns.labels.slice(), ranks: columns.ranks.slice(), losses: columns.losses.slice() }
  const rows = file.probabilitiesOf(corrections.map(({ image }) => image))
  for (const [place, { image, label }] of corrections.entries()) {
    if (columns.labels[image] === label) continue
    const row = rows[place] ?? new Float32Array()
    changed.labels[image] = label
    // The answer follows from logits; two probabilities may be equal by rounding.
    changed.ranks[image] = columns.predictions[image] === label ? 0 : Math.max(1, rankOf(row, label))
    // A probability that was rounded to zero counts as the smallest one that float16 holds, so that the loss stays finite.
    changed.losses[image] = -Math.log(Math.max(row[label] ?? 0, 2 ** -24))
  }
  return changed
}
