// The importance of a sweep's settings in sentences.
import { phrase } from '@language/phrase'
import type { Importance, Unknown } from '../importance'
import { formatPercent } from '../../words/format'
import { sentences } from '../../words/listed-words'
import { withinSentence } from '../../words/within-sentence'
import { knownShares } from './known-shares'
import type { ResultAxis } from './result-axes'

/** Why there is no importance, and what helps. @param figure as on an axis, e.g. `test accuracy` */
export function unknownWords(reason: Unknown, figure: string): string {
  switch (reason) {
    case 'constant':
      return phrase('The {figure} is the same at all points, so no setting explains anything.', { figure })
    case 'too few':
      return phrase('The {figure} is known at too few points yet to tell the settings apart; more will.', { figure })
    case 'together':
      return phrase('Two settings changed only together so far, so their effects cannot be told apart.')
  }
}

/** Share of the variance from which a setting decides more than all the others together. */
const half = 0.5

/** Share below which an effect is hardly there. */
const hardly = 0.05

/** The main finding: `Learning rate decides most: it explains 71.3 % of the differences in test accuracy. Dropout hardly matters here.` */
export function importanceSentence(importance: Importance, axes: readonly Pick<ResultAxis, 'label'>[], figure: string): string {
  const unknown = axes.filter((_, index) => importance.axes[index] === null).map(({ label }) => withinSentence(label))
  return sentences([...knownWords(importance, axes, figure), ...(unknown.length === 0 ? [] : [phrase('Only one value of {labels} was measured, which says nothing of the effect.', { labels: listed(unknown) })])])
}

function knownWords({ axes: shares, seeds, rest }: Importance, axes: readonly Pick<ResultAxis, 'label'>[], figure: string): readonly string[] {
  const ranked = knownShares(shares, axes)
  const [first] = ranked
  if (!first) return []
  const sum = ranked.reduce((total, { share }) => total + share, 0)
  const weak = ranked.filter(({ share }) => share < hardly).map(({ label }) => withinSentence(label))
  if (ranked.length === 1) {
    const only = { label: withinSentence(first.label), share: formatPercent(first.share), figure }
    return seeds === null
      ? [phrase('Only {label} varies: it explains {share} of the differences in {figure}.', only)]
      : [phrase('Only {label} varies: it explains {share} of the differences in {figure}, and chance between seeds {seeds}.', { ...only, seeds: formatPercent(seeds) })]
  }
  const said: string[] = []
  if (seeds !== null && seeds > sum + rest) said.push(phrase('Chance decides most: {seeds} of the differences in {figure} are between seeds with equal settings.', { seeds: formatPercent(seeds), figure }))
  else if (first.share < hardly) said.push(phrase('No setting by itself explains the differences in {figure}.', { figure }))
  else {
    const strongest = { label: first.label, share: formatPercent(first.share), figure }
    said.push(
      first.share > half
        ? phrase('{label} decides most: it explains {share} of the differences in {figure}.', strongest)
        : phrase('{label} matters most by itself: it explains {share} of the differences in {figure}.', strongest),
    )
  }
  if (rest > sum && rest > hardly) said.push(phrase('Settings act together: {rest} come from no single one.', { rest: formatPercent(rest) }))
  if (weak.length > 0 && weak.length < ranked.length) {
    const labels = capital(listed(weak))
    said.push(weak.length === 1 ? phrase('{labels} hardly matters here.', { labels }) : phrase('{labels} hardly matter here.', { labels }))
  }
  return said
}

const listed = (labels: readonly string[]): string => labels.reduce((first, second) => phrase('{first} and {second} § two settings', { first, second }))
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
