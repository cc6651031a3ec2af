// One sentence on what a change did to a figure: more, less, or more than so few runs can tell.
import { phrase } from '@language/phrase'
import type { Formats } from '../../words/formats'
import type { RowGroup } from '../row-groups'
import { differenceOf, type Difference } from './difference'
import { apartWords, scales, wordsOf, type SentenceFigure } from './figure-words'
import { finishedMean } from './finished-values'
import { listedWords } from '../../words/listed-words'
import { betweenSentences } from '../../words/sentences'

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
    return phrase('The {plural} of {changed} ({changedValue}) and of {baseline} ({baselineValue}) cannot be told apart from so few runs: {reason}.', { plural, changed: changed.label, changedValue: read(to.mean, formats), baseline: baseline.label, baselineValue: read(from.mean, formats), reason: untoldReason(figure, found) })
  }
  return phrase('The {noun} of {changed} is {value} on average over {seeds}, {apart} that of {baseline} (95 % interval of the difference: {range}).', { noun, changed: changed.label, value: read(to.mean, formats), seeds: formats.formatCounted(to.count, 'seed'), apart: apartWords(figure, found.difference), baseline: baseline.label, range: rangeWords(figure, found) })
}

/** The interval of a difference in words; empty where there is none. */
export function rangeWords(figure: SentenceFigure, { interval }: Difference): string {
  return interval === null ? '' : scales[wordsOf(figure).by].range(interval.low, interval.high)
}

/** Why a difference is not told, as the end of a sentence. */
function untoldReason(figure: SentenceFigure, found: Difference): string {
  return found.interval === null ? phrase('a single seed shows no spread') : phrase('the 95 % interval of their difference, {range}, leaves open which is larger', { range: rangeWords(figure, found) })
}

/** Where a figure is higher, and where it is lower; empty texts: nowhere. */
function sidesWords(higher: string, lower: string): readonly string[] {
  if (higher !== '' && lower !== '') return [phrase('It is higher for {higher}; it is lower for {lower}.', { higher, lower })]
  if (higher !== '') return [phrase('It is higher for {labels}.', { labels: higher })]
  return lower === '' ? [] : [phrase('It is lower for {labels}.', { labels: lower })]
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
  const told = (sign: 1 | -1): string => {
    const those = found.filter(({ difference }) => difference.isTold && Math.sign(difference.difference) === sign)
    const largestFirst = those.sort((a, b) => Math.abs(b.difference.difference) - Math.abs(a.difference.difference))
    return listedWords(largestFirst.map(({ group, difference }) => phrase('{label} (by {size})', { label: group.label, size: scales[by].size(difference.difference) })))
  }
  const [higher, lower] = [told(1), told(-1)]
  const untold = found.filter(({ difference }) => !difference.isTold).map(({ group }) => group.label)
  return [
    phrase('The {noun} of {label} is {value}.', { noun, label: baseline.label, value: read(from.mean, formats) }),
    ...sidesWords(higher, lower),
    ...(untold.length === 0 ? [] : [phrase('For {labels} it cannot be told apart from so few runs.', { labels: listedWords(untold) })]),
  ].join(betweenSentences)
}
