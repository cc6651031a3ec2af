// Bars of figures for each value of a setting, stacked on each other or side by side.
import { clauses, withCommas } from '@common/words/listed-words'
import { withinSentence } from '@common/words/within-sentence'
import type { ExperimentChart } from '@common/experiments/chart'
import { figureBars, type Bar } from '@common/experiments/chart-data/figure-bars'
import type { ResultColumn } from '@common/experiments/column'
import type { Experiment } from '@common/experiments/experiment'
import { columnOf, figureWords } from '@common/experiments/figure-words'
import { rowValueLabel } from '@common/experiments/row-value-words'
import { pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { DrawnChart } from '../../chart-block'

type BarsChart = Extract<ExperimentChart, { readonly kind: 'bars' }>

/** What an axis with figures of a kind is called; absent: as the chart. */
const kindTitles: Partial<Record<ResultColumn['kind'], string>> = { share: phrase('share'), seconds: phrase('time'), bytes: phrase('memory'), flops: 'FLOPs' }

/** Null while nothing is measured. */
export function barsChart(chart: BarsChart, experiment: Experiment, rows: readonly ResultRow[]): DrawnChart | null {
  const groups = figureBars(chart, experiment.parts, rows)
  const columns = chart.figures.map((figure) => columnOf(experiment, figure))
  const [first] = columns
  if (groups.length === 0 || !first) return null
  const barsOf = (figure: string) => groups.map(({ bars }) => bars.find((bar) => bar.figure === figure) ?? null)
  const barWords = ({ figure, from, to }: Bar): string => {
    const { title, kind } = columnOf(experiment, figure)
    return `${withinSentence(title)} ${figureWords(kind, to - from, pageFormats)}`
  }
  return {
    chart: {
      kind: 'bars',
      over: { title: withinSentence(rowValueLabel(chart.over)), names: groups.map(({ label }) => label) },
      y: { title: kindTitles[first.kind] ?? chart.title, scale: 'linear', kind: first.kind },
      isStacked: chart.isStacked,
      series: columns.map(({ figure, title }) => {
        const bars = barsOf(figure)
        return { label: title, values: bars.map((bar) => (bar ? bar.to - bar.from : null)), ...(bars.some((bar) => bar !== null && bar.spread !== null) && { spreads: bars.map((bar) => bar?.spread ?? null) }) }
      }),
    },
    caption: chart.caption,
    alternative: phrase('{words}.', { words: clauses(groups.map(({ label, bars }) => phrase('{title}: {description}', { title: label, description: withCommas(bars.map(barWords)) }))) }),
  }
}
