// One sentence on the best of several settings, and on those that so few runs cannot tell from it.
import { phrase } from '@language/phrase'
import type { Formats } from '../../words/formats'
import type { RowGroup } from '../row-groups'
import { differenceOf } from './difference'
import { rangeWords } from './effect-sentence'
import { apartWords, mostWords, wordsOf, type SentenceFigure } from './figure-words'
import { ranked } from './finished-values'
import { listedWords } from '../../words/listed-words'

/** Settings that are named before the rest is only counted. */
const mostNamed = 4

/** @returns null where fewer than two settings have a finished run */
export function bestSentence(figure: SentenceFigure, groups: readonly RowGroup[], formats: Formats): string | null {
  const { noun, better, read } = wordsOf(figure)
  const [best, ...others] = ranked(groups, figure, better)
  const next = others[0]
  if (!best || !next) return null
  const value = read(best.mean, formats)
  const untold = others.filter(({ group }) => !differenceOf(figure, group, best.group)?.isTold)
  const most = mostWords[better]
  if (untold.length > 0) {
    const named = untold.slice(0, mostNamed).map(({ group, mean }) => phrase('{label} ({value})', { label: group.label, value: read(mean, formats) }))
    const further = untold.length - named.length
    return phrase('The {most} {noun} is that of {label}, {value}, but from so few runs it cannot be told from that of {others}.', { most, noun, label: best.group.label, value, others: listedWords([...named, ...(further > 0 ? [formats.formatCounted(further, 'other')] : [])]) })
  }
  const difference = differenceOf(figure, next.group, best.group)
  if (!difference) return null
  return phrase('The {most} {noun} is that of {label}, {value}: {apart} that of the next, {next} (95 % interval of the difference: {range}).', { most, noun, label: best.group.label, value, apart: apartWords(figure, difference.difference), next: next.group.label, range: rangeWords(figure, difference) })
}
