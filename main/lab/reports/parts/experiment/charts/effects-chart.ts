// Differences of a figure to a baseline with their intervals, one row each.
import { withinSentence } from '@common/words/within-sentence'
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
  const effects = effectSizes(chart, experiment.parts, rows, column.kind)
  if (effects.length === 0) return null
  const words = (difference: number): string => differenceWords(column.kind, difference, pageFormats)
  const clear = effects.filter(isClear)
  return {
    chart: {
      kind: 'intervals',
      x: { title: column.kind === 'share' ? phrase('difference of {figure}, in{unit}', { figure: withinSentence(column.title), unit: differenceUnit(column.kind) }) : phrase('difference of {figure}', { figure: withinSentence(column.title) }), scale: 'linear', kind: column.kind },
      reference: 0,
      rows: effects.map((effect) => ({ label: effect.label, value: effect.difference, low: effect.interval?.low ?? null, high: effect.interval?.high ?? null, words: `${words(effect.difference)} (${effectIntervalWords(effect, column.kind, pageFormats)})` })),
    },
    caption: phrase('{caption} Compared with {baseline}.', { caption: effectsCaption(chart), baseline: chart.baseline }),
    alternative: phrase('Differences of {figure} to {baseline}{unit}: {effects}. {clear} of {all} leave out 0.', {
      ...{ figure: withinSentence(column.title), baseline: chart.baseline, unit: differenceUnit(column.kind) && phrase(', in{unit}', { unit: differenceUnit(column.kind) }) },
      ...{ effects: effects.map(({ label, difference }) => `${label} ${words(difference)}`).join(phrase('; ')), clear: clear.length, all: effects.length },
    }),
  }
}
