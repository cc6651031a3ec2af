// A sweep in words: what it varies and how, and how far it is.
import { formatCounted } from '../words/format'
import { clauses, withCommas } from '../words/listed-words'
import { phrase } from '@language/phrase'
import { isRange, type Axis } from '@contract/sweeps/axis'
import { listedValues } from '@contract/sweeps/listed-values'
import { listedPoints, strategies, type Strategy } from '@contract/sweeps/strategy'
import type { PointCounts } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { settingAt } from '@contract/training/settings/table'
import { withinSentence } from '../words/within-sentence'
import { shortNumber } from './results/result-axes'
import { pointStatusTitles } from './status-titles'

/** `learning rate 0.001 to 1`, `dropout (3 values)`. */
function axisWords(axis: Axis, { base, strategy }: Pick<SweepSpec, 'base' | 'strategy'>): string {
  const label = withinSentence(settingAt(axis.setting).label)
  if (isRange(axis)) return phrase('{label} {from} to {to}', { label, from: shortNumber(axis.from), to: shortNumber(axis.to) })
  // The values of an axis may be more than those that the listed points have.
  const listed = new Set(listedPoints(strategy).flatMap((point) => Object.values(listedValues(base, [axis], point))))
  return phrase('{label} ({values})', { label, values: formatCounted(strategy.kind === 'list' ? listed.size : axis.values.length, 'value') })
}

/** `grid`, `Sobol, 32 points`. */
export function strategyWords(strategy: Strategy): string {
  const named = strategies.find(({ kind }) => kind === strategy.kind)?.title ?? strategy.kind
  const title = strategy.kind === 'sobol' ? named : withinSentence(named) // Sobol is a name
  return strategy.kind === 'grid' ? title : withCommas([title, formatCounted(strategy.kind === 'list' ? strategy.points.length : strategy.points, 'point')])
}

/** `learning rate 0.001 to 1, dropout (3 values); Sobol, 32 points; 3 seeds`; of repetitions alone `3 seeds`. */
export function sweepLine({ axes, base, strategy, seeds }: Pick<SweepSpec, 'axes' | 'base' | 'strategy' | 'seeds'>): string {
  const words = [withCommas(axes.map((axis) => axisWords(axis, { base, strategy }))), axes.length > 0 ? strategyWords(strategy) : '', seeds.length > 1 ? formatCounted(seeds.length, 'seed') : '']
  return clauses(words.filter((part) => part !== ''))
}

/** The states in the order of a sweep's bar. */
export const barOrder = ['completed', 'halted', 'failed', 'stopped', 'running', 'queued', 'waiting'] as const

/** `12 of 48 complete, 1 failed, 2 training`; what waits is the rest. */
export function progressWords(counts: PointCounts): string {
  const others = barOrder.filter((status) => status !== 'completed' && status !== 'waiting' && status !== 'queued' && counts[status] > 0)
  return withCommas([
    phrase('{completed} of {total} complete', { completed: counts.completed, total: counts.total }),
    ...others.map((status) => phrase('{count} {status} § points of a sweep in that state', { count: counts[status], status: withinSentence(pointStatusTitles[status]) })),
  ])
}
