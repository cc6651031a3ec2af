// An evaluation as it is looked at, with or without the user's corrections of labels: its figures, its confusion matrix, pages of its images.
import { confusionMatrix, mostConfused } from '@common/statistics/confusion-matrix'
import { calibrationOf } from '@common/statistics/calibration'
import { classFigures, estimate, macroFigures } from '@common/statistics/class-figures'
import { rankOf, topKCount } from '@common/statistics/top-k'
import type { EvaluatedImages, EvaluationAnswers, EvaluationSummary, ImageQuery } from '@contract/api/evaluations-api'
import type { LabelCorrection } from '@contract/data/label-correction'
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
  readonly #file: EvaluationFile
  readonly #columns: ImageColumns
  /** Rows whose label is corrected. */
  readonly #corrected: ReadonlySet<number>
  #matrix: ConfusionMatrix | null = null
  /** The rows of the last query: pages of it are turned without searching again. */
  #selected: { readonly selection: string; readonly rows: Uint32Array } | null = null

  /** @param corrections of the split in which the images lie; those of images that were not evaluated, or that name a class that there is not, are passed over */
  constructor(file: EvaluationFile, corrections: readonly LabelCorrection[]) {
    const { facts, columns } = file
    const applying = corrections.flatMap(({ image, label }) => {
      const row = file.rowOf(image)
      return row === null || label >= facts.dataset.classes ? [] : [{ row, label }]
    })
    this.#file = file
    this.#columns = applying.length === 0 ? columns : corrected(file, applying)
    this.#corrected = new Set(applying.map(({ row }) => row))
  }

  get figures(): EvaluationFigures {
    const { facts } = this.#file
    const { images, dataset: { classes } } = facts
    const { ranks, losses, confidences } = this.#columns
    const perClass = classFigures(this.matrix)
    const correct = topKCount(ranks, 1)
    return {
      ...{ facts, corrections: this.#corrected.size, correct, perClass },
      loss: losses.reduce((sum, loss) => sum + loss, 0) / images,
      accuracy: estimate(correct, images),
      topK: shownK.filter((k) => k < classes).map((k) => ({ k, accuracy: estimate(topKCount(ranks, k), images) })),
      macro: macroFigures(perClass),
      calibration: calibrationOf(confidences, Uint8Array.from(ranks, (rank) => (rank === 0 ? 1 : 0))),
      mostConfused: mostConfused(this.matrix, shownConfusions),
    }
  }

  get matrix(): ConfusionMatrix {
    this.#matrix ??= confusionMatrix(this.#columns.labels, this.#columns.predictions, this.#file.facts.dataset.classes)
    return this.#matrix
  }

  get answers(): EvaluationAnswers {
    const { labels, predictions } = this.#columns
    return { labels, predictions, images: this.#file.chosen }
  }

  page({ offset, count, ...selection }: ImageQuery): EvaluatedImages {
    const all = this.#rowsOf(selection)
    const { labels, predictions, confidences, losses, ranks } = this.#columns
    const images = Array.from(all.subarray(offset, offset + count), (row) => ({
      ...{ index: this.#file.imageIn(row), label: labels[row] ?? 0, prediction: predictions[row] ?? 0, confidence: confidences[row] ?? NaN },
      ...{ loss: losses[row] ?? NaN, rank: ranks[row] ?? 0, isCorrected: this.#corrected.has(row) },
    }))
    return { total: all.length, images }
  }

  #rowsOf(selection: Selection): Uint32Array {
    const key = JSON.stringify(selection)
    if (this.#selected?.selection !== key) this.#selected = { selection: key, rows: this.#search(selection) }
    return this.#selected.rows
  }

  #search({ order, answers, label, prediction }: Selection): Uint32Array {
    const { labels, predictions, ranks, losses, confidences } = this.#columns
    const found = Uint32Array.from({ length: this.#file.facts.images }, (_, row) => row).filter((row) => {
      if (answers !== 'all' && (ranks[row] === 0) !== (answers === 'right')) return false
      return (label === null || labels[row] === label) && (prediction === null || predictions[row] === prediction)
    })
    if (order === 'index') return found
    const by = order === 'loss' ? losses : confidences
    return found.sort((a, b) => (by[b] ?? 0) - (by[a] ?? 0) || a - b)
  }
}

/** The columns with corrected labels: loss and rank of these images follow from the stored probabilities of their new class. */
function corrected(file: EvaluationFile, corrections: readonly { readonly row: number; readonly label: number }[]): ImageColumns {
  const { columns } = file
  const changed = { ...columns, labels: columns.labels.slice(), ranks: columns.ranks.slice(), losses: columns.losses.slice() }
  const all = file.probabilitiesOf(corrections.map(({ row }) => row))
  for (const [place, { row, label }] of corrections.entries()) {
    if (columns.labels[row] === label) continue
    const probabilities = all[place] ?? new Float32Array()
    changed.labels[row] = label
    // The answer follows from logits; two probabilities may be equal by rounding.
    changed.ranks[row] = columns.predictions[row] === label ? 0 : Math.max(1, rankOf(probabilities, label))
    // A probability that was rounded to zero counts as the smallest one that float16 holds, so that the loss stays finite.
    changed.losses[row] = -Math.log(Math.max(probabilities[label] ?? 0, 2 ** -24))
  }
  return changed
}
