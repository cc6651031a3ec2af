// Which images of two compared runs are shown: those on which exactly one is right, or those of a cell of a confusion matrix.
import type { EvaluationAnswers } from '@contract/api/evaluations-api'

/** One of the two runs. */
export type OneOfPair = 'first' | 'second'

/** A cell of the confusion matrix of one run, or of the difference of both. */
export interface PairCell {
  readonly of: OneOfPair | 'difference'
  readonly label: number
  readonly prediction: number
}

/** Indices of the images that both runs answered and that meet a condition, in the order of the split. */
function imagesWhere({ labels, predictions: first }: EvaluationAnswers, { labels: others, predictions: second }: EvaluationAnswers, meets: (label: number, first: number, second: number) => boolean): readonly number[] {
  const found: number[] = []
  for (let image = 0; image < Math.min(labels.length, others.length); image++) {
    if (meets(labels[image] ?? 0, first[image] ?? 0, second[image] ?? 0)) found.push(image)
  }
  return found
}

/** The images that one run answers right and the other wrong. */
export function discordantImages(first: EvaluationAnswers, second: EvaluationAnswers, right: OneOfPair): readonly number[] {
  return imagesWhere(first, second, (label, ofFirst, ofSecond) => (ofFirst === label) !== (ofSecond === label) && (right === 'first' ? ofFirst : ofSecond) === label)
}

/** The images of a cell; of the difference, those of the class that exactly one run took for the answer. */
export function imagesOfCell(first: EvaluationAnswers, second: EvaluationAnswers, cell: PairCell): readonly number[] {
  return imagesWhere(first, second, (label, ofFirst, ofSecond) => {
    if (label !== cell.label) return false
    if (cell.of === 'difference') return (ofFirst === cell.prediction) !== (ofSecond === cell.prediction)
    return (cell.of === 'first' ? ofFirst : ofSecond) === cell.prediction
  })
}
