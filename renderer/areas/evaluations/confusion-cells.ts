// The cells of a confusion matrix as they are drawn: text, strength of colour, and words for screen readers.
import { normalizedConfusion } from '@common/statistics/confusion-matrix'
import { formatCount, formatCounted, formatPercent } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'

/** Counts, shares of the images of a class (rows), or shares of the images taken for a class (columns). */
export type ConfusionScale = 'counts' | 'row' | 'column'

export interface ConfusionCell {
  readonly label: number
  readonly prediction: number
  readonly count: number
  readonly text: string
  /** 0 to 1, for the strength of the cell's colour. */
  readonly strength: number
  readonly isRight: boolean
  /** `12 images of Shirt were taken for Coat`. */
  readonly words: string
}

/** Most classes whose matrix is drawn; of more classes the pairs that are confused most are listed. */
export const mostDrawnClasses = 40

/** A share in percent without the unit, which the scale's name has; nothing for none. */
const shareText = (share: number): string => (share === 0 ? '' : share < 0.0005 ? '<0.1' : (share * 100).toFixed(share > 0.9995 ? 0 : 1))

/** The rows of the matrix, one for each class of the images. */
export function confusionRows(matrix: ConfusionMatrix, names: readonly string[], scale: ConfusionScale): readonly (readonly ConfusionCell[])[] {
  const { classes, counts } = matrix
  const byRow = normalizedConfusion(matrix, 'row')
  const shares = scale === 'column' ? normalizedConfusion(matrix, 'column') : byRow
  return Array.from({ length: classes }, (_, label) =>
    Array.from({ length: classes }, (_, prediction) => {
      const place = label * classes + prediction
      const [count, share] = [counts[place] ?? 0, shares[place] ?? 0]
      return {
        ...{ label, prediction, count, isRight: label === prediction },
        text: scale === 'counts' ? (count === 0 ? '' : formatCount(count)) : shareText(share),
        // Mistakes are few: the root makes them visible beside the diagonal.
        strength: Math.sqrt(share),
        words: wordsOf(count, { label, prediction }, names, scale === 'counts' ? null : share),
      }
    }),
  )
}

/** Names of the class of the images and of the answer. */
const namesOf = ({ label, prediction }: Pick<ConfusionCell, 'label' | 'prediction'>, names: readonly string[]) => ({ name: names[label] ?? label, answer: names[prediction] ?? prediction })

function wordsOf(count: number, cell: Pick<ConfusionCell, 'label' | 'prediction'>, names: readonly string[], share: number | null): string {
  const [images, { name, answer }] = [formatCounted(count, 'image'), namesOf(cell, names)]
  const what = cell.label === cell.prediction ? phrase('{images} of {name} recognised', { images, name }) : phrase('{images} of {name} taken for {answer}', { images, name, answer })
  return share === null ? what : phrase('{what}, {share}', { what, share: formatPercent(share) })
}

function changeWords(count: number, cell: Pick<ConfusionCell, 'label' | 'prediction'>, names: readonly string[]): string {
  const [images, { name, answer }] = [formatCounted(Math.abs(count), 'image'), namesOf(cell, names)]
  if (cell.label === cell.prediction) {
    if (count === 0) return phrase('as many images of {name} recognised', { name })
    return phrase(count > 0 ? '{images} more of {name} recognised' : '{images} fewer of {name} recognised', { images, name })
  }
  if (count === 0) return phrase('as many images of {name} taken for {answer}', { name, answer })
  return phrase(count > 0 ? '{images} more of {name} taken for {answer}' : '{images} fewer of {name} taken for {answer}', { images, name, answer })
}

/** The cells of the difference of two matrices of the same images: the second minus the first. */
export function differenceRows(first: ConfusionMatrix, second: ConfusionMatrix, names: readonly string[]): readonly (readonly ConfusionCell[])[] {
  const { classes } = first
  const differences = Float64Array.from(first.counts, (count, place) => (second.counts[place] ?? 0) - count)
  const largest = differences.reduce((most, difference) => Math.max(most, Math.abs(difference)), 1)
  return Array.from({ length: classes }, (_, label) =>
    Array.from({ length: classes }, (_, prediction) => {
      const count = differences[label * classes + prediction] ?? 0
      const text = count === 0 ? '' : `${count > 0 ? '+' : '−'}${formatCount(Math.abs(count))}`
      return {
        ...{ label, prediction, count, text },
        // More on the diagonal is better, more beside it worse.
        isRight: (label === prediction) === count > 0,
        strength: Math.sqrt(Math.abs(count) / largest),
        words: changeWords(count, { label, prediction }, names),
      }
    }),
  )
}
