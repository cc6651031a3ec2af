// One sentence on what a change did to a figure: more, less, or more than so few runs can tell.
import { phrase } from '@language/phrase'
import type { Formats } from '../../words/formats'
import type { RowGroup } from '../row-groups'
import { differenceOf, type Difference } from './difference'
import { scales, wordsOf, type SentenceFigure } from './figure-words'
import { finishedMean } from './finished-values'
import { listedWords } from '../../words/listed-words'

export interface EffectQuestion {
  readonly figure: SentenceFigure
  readonly baseline: RowGroup | undefined
  readonly changed: RowGroup | undefined
}

/**
 * `The test accuracy of LeNet with ReLU is 88.1 % on average over 3 seeds, 0.9 percentage points above that of LeNet with sigmoid (95 % interval of the difference: +0.2 to +1.6 percentage points).`
 * @returns null where either has no finished run
 */
export function effectSentence({ figure, baseline, changed }: EffectQuestion, formats: Formats): string | null {
  if (!baseline || !changed) return null
  const found = differenceOf(figure, baseline, changed)
  const [from, to] = [finishedMean(baseline, figure), finishedMean(changed, figure)]
  if (!found || !from || !to) return null
  const { noun, plural, read } = wordsOf(figure)
  if (!found.isTold) {
    return phrase('The {plural} of {label} ({read}) and of {label2} ({read2}) cannot be told apart from so few runs: {untoldReason}.', { plural, label: changed.label, read: read(to.mean, formats), label2: baseline.label, read2: read(from.mean, formats), untoldReason: untoldReason(figure, found) })
  }
  const side = found.difference > 0 ? 'above' : 'below'
  return phrase('The {noun} of {label} is {read} on average over {count}, {figure} that of {label2} (95 % interval of the difference: {figure2}).', { noun, label: changed.label, read: read(to.mean, formats), count: formats.formatCounted(to.count, 'seed'), figure: sizeWords(figure, found, side), label2: baseline.label, figure2: rangeWords(figure, found) })
}

/** `0.9 percentage points above`, `by a factor of 2.31 above`. */
function sizeWords(figure: SentenceFigure, { difference }: Difference, side: string): string {
  const { by } = wordsOf(figure)
  return `${by === 'ratio' ? 'by ' : ''}${scales[by].size(difference)} ${side}`
}

/** The interval of a difference in words; empty where there is none. */
export function rangeWords(figure: SentenceFigure, { interval }: Difference): string {
  return interval === null ? '' : scales[wordsOf(figure).by].range(interval.low, interval.high)
}

/** Why a difference is not told, as the end of a sentence. */
function untoldReason(figure: SentenceFigure, found: Difference): string {
  return found.interval === null ? phrase('a single seed shows no spread') : phrase('the 95 % interval of their difference, {figure}, leaves open which is larger', { figure: rangeWords(figure, found) })
}

/**
 * What several changes of the same baseline did to a figure: `The gap between training and test accuracy of AlexNet is 3.1 points. It is higher for AlexNet without dropout (by 9.4 percentage points). For … it
 * cannot be told apart from so few runs.`
 * @returns null where nothing can be compared
 */
export function effectsSentence(figure: SentenceFigure, baseline: RowGroup | undefined, changes: readonly RowGroup[], formats: Formats): string | null {
  const from = baseline && finishedMean(baseline, figure)
  if (!baseline || !from) return null
  const found = changes.flatMap((group) => {
    const difference = differenceOf(figure, baseline, group)
    return difference ? [{ group, difference }] : []
  })
  if (found.length === 0) return null
  const { noun, read, by } = wordsOf(figure)
  const told = (word: string, sign: 1 | -1): string => {
    const those = found.filter(({ difference }) => difference.isTold && Math.sign(difference.difference) === sign)
    const largestFirst = those.sort((a, b) => Math.abs(b.difference.difference) - Math.abs(a.difference.difference))
    return those.length === 0 ? '' : phrase('{word} for {largestFirst}', { word, largestFirst: listedWords(largestFirst.map(({ group, difference }) => phrase('{label} (by {size})', { label: group.label, size: scales[by].size(difference.difference) }))) })
  }
  const sides = [told('higher', 1), told('lower', -1)].filter((words) => words !== '').join(phrase('; it is '))
  const untold = found.filter(({ difference }) => !difference.isTold).map(({ group }) => group.label)
  return [
    phrase('The {noun} of {label} is {read}.', { noun, label: baseline.label, read: read(from.mean, formats) }),
    ...(sides === '' ? [] : [phrase('It is {sides}.', { sides })]),
    ...(untold.length === 0 ? [] : [phrase('For {untold} it cannot be told apart from so few runs.', { untold: listedWords(untold) })]),
  ].join(' ')
}
