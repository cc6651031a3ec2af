// Two figures against each other, with the front of those points that no other beats in both.
import { withinSentence } from '@common/words/within-sentence'
import type { Axis, ExperimentChart } from '@common/experiments/chart'
import { paretoCaption } from '@common/experiments/chart-data/caption-words'
import { paretoPoints } from '@common/experiments/chart-data/pareto-front'
import type { ResultColumn } from '@common/experiments/column'
import type { Experiment } from '@common/experiments/experiment'
import { columnOf } from '@common/experiments/figure-words'
import { formatCounted } from '@common/words/format'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { ChartAxis } from '@contract/reports/report-chart'
import type { DrawnChart } from '../../chart-block'

type ParetoChart = Extract<ExperimentChart, { readonly kind: 'pareto' }>

/** Null while nothing is measured. */
export function paretoChart(chart: ParetoChart, experiment: Experiment, rows: readonly ResultRow[]): DrawnChart | null {
  const columns = { x: columnOf(experiment, chart.x.of), y: columnOf(experiment, chart.y.of) }
  const points = paretoPoints(chart, { x: columns.x.better, y: columns.y.better }, experiment.parts, rows, experiment.published)
  const measured = points.filter(({ source }) => source === null)
  if (rows.length === 0 || points.length === 0) return null
  const front = measured.filter(({ isOnFront }) => isOnFront)
  const drawn = { y: chart.y.title, x: withinSentence(chart.x.title), points: formatCounted(points.length, 'point') }
  return {
    chart: {
      kind: 'scatter',
      x: axisOf(chart.x, columns.x),
      y: axisOf(chart.y, columns.y),
      points: points.map(({ label, x, y, spread, isOnFront, source }) => ({ label, x, y, spread, isOnFront, isPublished: source !== null })),
    },
    caption: paretoCaption(chart, points),
    alternative: front.length === 0 ? phrase('{y} against {x}, {points}, all published.', drawn) : phrase('{y} against {x}, {points}; beaten by none in both: {front}.', { ...drawn, front: enumeration(front.map(({ label }) => label)) }),
  }
}

const axisOf = ({ title, scale }: Axis, { kind }: ResultColumn): ChartAxis => ({ title, scale: scale === 'log' ? 'log' : 'linear', kind })
