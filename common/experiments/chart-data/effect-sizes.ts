// Differences of a figure to a baseline, for the chart `effects`, with Welch's intervals over the seeds.
import { phrase } from '@language/phrase'
import type { Interval } from '@contract/runs/evaluation-figures'
import type { ResultRow } from '@contract/experiments/result-row'
import { boundedInterval, mostOfShares } from '../../statistics/bounded-interval'
import { welchTest } from '../../statistics/welch'
import type { ExperimentChart } from '../chart'
import type { Formats } from '../../words/formats'
import type { ResultColumn } from '../column'
import { differenceWords, figureOver } from '../figure-words'
import { drawnGroups, type LabelledPart } from './drawn-rows'

export interface EffectSize {
  readonly label: string
  /** Mean of its rows minus that of the baseline's. */
  readonly difference: number
  /** 95 % interval of the difference; null: a single seed on either side, or no spread at all, so that nobody can tell. */
  readonly interval: Interval | null
  /** Seeds with the figure. */
  readonly seeds: number
  readonly run: string | null
}

/** Whether the interval leaves out zero: the effect is more than chance. */
export const isClear = ({ interval }: Pick<EffectSize, 'interval'>): boolean => interval !== null && (interval.low > 0 || interval.high < 0)

/** `−1.2 to +3.4`; of a single seed, or of seeds that do not differ, why there is none. */
export function effectIntervalWords({ interval, seeds }: Pick<EffectSize, 'interval' | 'seeds'>, kind: ResultColumn['kind'], formats: Formats): string {
  if (interval) return phrase('{low} to {high}', { low: differenceWords(kind, interval.low, formats), high: differenceWords(kind, interval.high, formats) })
  return seeds < 2 ? phrase('one seed') : phrase('cannot be told')
}

type EffectsChart = Extract<ExperimentChart, { readonly kind: 'effects' }>

/**
 * The effects in the order of the rows; empty while the baseline has no figure.
 * @param kind of the chart's figure
 */
export function effectSizes(chart: EffectsChart, parts: readonly LabelledPart[], rows: readonly ResultRow[], kind: ResultColumn['kind']): readonly EffectSize[] {
  const groups = drawnGroups(chart, parts, rows)
  const valuesOf = (members: readonly ResultRow[]): readonly number[] => members.flatMap(({ figures }) => figures[chart.figure] ?? [])
  const baseline = groups.find(({ label }) => label === chart.baseline)
  const base = baseline && figureOver(baseline.rows, chart.figure)
  if (!baseline || !base) return []
  const possible = (interval: Interval): Interval => (kind === 'share' ? boundedInterval(interval, mostOfShares) : interval)
  return groups.flatMap((group): EffectSize[] => {
    const own = figureOver(group.rows, chart.figure)
    if (group === baseline || !own) return []
    const test = welchTest(valuesOf(baseline.rows), valuesOf(group.rows))
    return [{ label: group.label, difference: own.mean - base.mean, interval: test && possible(test.interval), seeds: own.count, run: group.rows.find(({ run }) => run !== null)?.run ?? null }]
  })
}
