// The importance of a sweep's settings in sentences.
import type { Importance, Unknown } from '../importance'
import { formatPercent } from '../../words/format'
import type { ResultAxis } from './result-axes'

/** Why there is no importance, and what helps. @param figure as on an axis, e.g. `test accuracy` */
export function unknownWords(reason: Unknown, figure: string): string {
  switch (reason) {
    case 'constant':
      return `The ${figure} is the same at all points, so no setting explains anything.`
    case 'too few':
      return `The ${figure} is known at too few points yet to tell the settings apart; more will.`
    case 'together':
      return 'Two settings changed only together so far, so their effects cannot be told apart.'
  }
}

/** Share of the variance from which a setting decides more than all the others together. */
const half = 0.5

/** Share below which an effect is hardly there. */
const hardly = 0.05

/** The main finding: `Learning rate decides most: it explains 71.3 % of the differences in test accuracy. Dropout hardly matters here.` */
export function importanceSentence({ axes: shares, seeds, rest }: Importance, axes: readonly Pick<ResultAxis, 'label'>[], figure: string): string {
  const ranked = axes.map(({ label }, index) => ({ label, share: shares[index] ?? 0 })).sort((a, b) => b.share - a.share)
  const [first] = ranked
  if (!first) return ''
  const sum = ranked.reduce((total, { share }) => total + share, 0)
  const weak = ranked.filter(({ share }) => share < hardly).map(({ label }) => label.toLowerCase())
  if (ranked.length === 1) return `Only ${first.label.toLowerCase()} varies: it explains ${formatPercent(first.share)} of the differences in ${figure}${seeds === null ? '' : `, and chance between seeds ${formatPercent(seeds)}`}.`
  const sentences: string[] = []
  if (seeds !== null && seeds > sum + rest) sentences.push(`Chance decides most: ${formatPercent(seeds)} of the differences in ${figure} are between seeds with equal settings.`)
  else if (first.share < hardly) sentences.push(`No setting by itself explains the differences in ${figure}.`)
  else sentences.push(`${first.label} ${first.share > half ? 'decides most: it' : 'matters most by itself: it'} explains ${formatPercent(first.share)} of the differences in ${figure}.`)
  if (rest > sum && rest > hardly) sentences.push(`Settings act together: ${formatPercent(rest)} come from no single one.`)
  if (weak.length > 0 && weak.length < ranked.length) sentences.push(`${capital(weak.join(' and '))} hardly ${weak.length === 1 ? 'matters' : 'matter'} here.`)
  return sentences.join(' ')
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
