// Differences of a figure to a baseline with their intervals, one row each.
import type { ExperimentChart } from '@common/experiments/chart'
import { effectsCaption } from '@common/experiments/chart-data/caption-words'
import { effectIntervalWords, effectSizes, isClear } from '@common/experiments/chart-data/effect-sizes'
import type { Experiment } from '@common/experiments/experiment'
import { columnOf, differenceUnit, differenceWords } from '@common/experiments/figure-words'
import { pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { DrawnChart } from '../../chart-block'

type EffectsChart = Extract<ExperimentChart, { readonly kind: 'effects' }>

/** Null while the baseline, or all others, have no figure. */
export function effectsChart(chart: EffectsChart, experiment: Experiment, rows: readonly ResultRow[]): DrawnChart | null {
  const column = columnOf(experiment, chart.figure)
  const effects = effectSizes(chart, experiment.parts, rows)
  if (effects.length === 0) return null
  const words = (difference: number): string => differenceWords(column.kind, difference, pageFormats)
  const clear = effects.filter(isClear)
  return {
    chart: {
      kind: 'intervals',
      x: { title: phrase('difference of {column}{which}', { column: column.title.toLowerCase(), which: column.kind === 'share' ? `, in${differenceUnit(column.kind)}` : '' }), scale: 'linear', kind: column.kind },
      reference: 0,
      rows: effects.map((effect) => ({ label: effect.label, value: effect.difference, low: effect.interval?.low ?? null, high: effect.interval?.high ?? null, words: `${words(effect.difference)} (${effectIntervalWords(effect, column.kind, pageFormats)})` })),
    },
    caption: phrase('{effectsCaption} Compared with {baseline}.', { effectsCaption: effectsCaption(chart), baseline: chart.baseline }),
    alternative: phrase('Differences of {column} to {baseline}{differenceUnit}: {effects}. {clear} of {effects2} leave out 0.', { column: column.title.toLowerCase(), baseline: chart.baseline, differenceUnit: differenceUnit(column.kind) && `, in${differenceUnit(column.kind)}`, effects: effects.map(({ label, difference }) => `${label} ${words(difference)}`).join('; '), clear: clear.length, effects2: effects.length }),
  }
}
