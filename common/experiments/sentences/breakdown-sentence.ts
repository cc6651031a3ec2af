// One sentence on which changes break training, so that the network does no better than guessing, and which it survives.
import { phrase } from '@language/phrase'
import type { Formats } from '../../words/formats'
import { hasDiverged } from '../ended-rows'
import { isBroken } from '../has-learnt'
import type { RowGroup } from '../row-groups'
import { ranked } from './finished-values'
import { listedWords } from '../../words/listed-words'
import { capital } from '../../words/capital'
import { betweenSentences } from '../../words/sentences'

/** Settings with which training goes on that are named before the rest is only counted. */
const mostNamed = 4

/** @returns null where no run has ended */
export function breakdownSentence(groups: readonly RowGroup[], formats: Formats): string | null {
  const known = groups.flatMap((group) => {
    const ends = group.rows.flatMap((row) => isBroken(row) ?? [])
    return ends.length === 0 ? [] : [{ group, runs: ends.length, broken: ends.filter((isSo) => isSo).length }]
  })
  if (known.length === 0) return null
  const always = known.filter(({ runs, broken }) => broken === runs)
  const [diverging, guessing] = [always.filter(({ group }) => group.rows.every(hasDiverged)), always.filter(({ group }) => !group.rows.every(hasDiverged))]
  const [sometimes, never] = [
    known.filter(({ runs, broken }) => broken > 0 && broken < runs),
    known.filter(({ broken }) => broken === 0),
  ]
  const survivors = ranked(never.map(({ group }) => group), 'testAccuracy', 'higher').map(({ group, mean }) => phrase('{label} ({value})', { label: group.label, value: formats.formatPercent(mean) }))
  const worst = survivors.at(-1)
  if (always.length + sometimes.length === 0) return worst === undefined ? null : phrase('Nothing here breaks training: even the network that ends lowest, {worst}, learns in every run.', { worst })
  const named = survivors.slice(0, mostNamed)
  const further = survivors.length - named.length
  return [
    ...(guessing.length === 0 ? [] : [phrase('Training breaks in every run of {always}: the network does no better than guessing.', { always: listedWords(guessing.map(({ group }) => group.label)) })]),
    ...(diverging.length === 0 ? [] : [phrase('Training diverges in every run of {labels}: the loss leaves the finite numbers.', { labels: listedWords(diverging.map(({ group }) => group.label)) })]),
    ...sometimes.map(({ group, runs, broken }) => phrase('{label} breaks in {broken} of {runs} runs.', { label: capital(group.label), broken, runs })),
    ...(survivors.length === 0 ? [] : [phrase('The network still learns in every run of {survivors}.', { survivors: listedWords([...named, ...(further > 0 ? [formats.formatCounted(further, 'other')] : [])]) })]),
  ].join(betweenSentences)
}
