// A figure over a value: the means as a line for each value of a second setting or each part, with bars for the spread over seeds.
import { withinSentence } from '@common/words/within-sentence'
import type { ExperimentChart } from '@common/experiments/chart'
import { figureCaption } from '@common/experiments/chart-data/caption-words'
import { figurePoints, placeColumn, type FigureLine, type FigurePoint } from '@common/experiments/chart-data/figure-points'
import type { Experiment } from '@common/experiments/experiment'
import { columnOf, figureWords } from '@common/experiments/figure-words'
import { rowValueWords } from '@common/experiments/row-value-words'
import { formatCounted, pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { ChartAxis, ChartLine, LineChart } from '@contract/reports/report-chart'
import type { AxisValue } from '@contract/sweeps/axis'
import type { DrawnChart } from '../../chart-block'

type FigureChart = Extract<ExperimentChart, { readonly kind: 'figure' }>

/** Null while no row has the figure. */
export function figureChart(chart: FigureChart, experiment: Experiment, rows: readonly ResultRow[]): DrawnChart | null {
  const content = figurePoints(chart, experiment.parts, rows, experiment.published)
  const points = content.lines.flatMap((line) => line.points)
  if (points.length === 0) return null
  const column = columnOf(experiment, chart.y.of)
  const xColumn = placeColumn(chart, experiment, rows)
  const numbers = content.xValues.filter((value) => typeof value === 'number')
  const isOfNames = chart.x.scale === 'category' || numbers.length < content.xValues.length || numbers.length < 2
  const xWords = (value: AxisValue): string => (xColumn && typeof value === 'number' ? figureWords(xColumn.kind, value, pageFormats) : rowValueWords(chart.x.of, value))
  const placeOf = (value: AxisValue): number => (isOfNames ? content.xValues.indexOf(value) : Number(value))
  const x: LineChart['x'] = isOfNames ? { title: chart.x.title, names: content.xValues.map(xWords) } : { title: chart.x.title, scale: scaleOf(chart.x.scale), kind: xColumn?.kind ?? (numbers.every(Number.isInteger) ? 'count' : 'number') }
  const published: readonly ChartLine[] = content.published.length === 0 ? [] : [{ label: phrase('published'), colour: content.lines.length, stroke: 'none', isMarked: true, points: content.published.map((point) => [placeOf(point.x), point.y]) }]
  const best = points.reduce((most, point) => (point.mean > most.mean ? point : most))
  return {
    chart: {
      kind: 'lines',
      x,
      y: { title: chart.y.title, scale: scaleOf(chart.y.scale), kind: column.kind },
      lines: [...content.lines.flatMap((line, index) => linesOf(line, index, placeOf, isOfNames)), ...published],
    },
    caption: figureCaption(chart, content),
    alternative: phrase('{y} over {x}, {points}; the highest, {highest}, at {place}.', { y: chart.y.title, x: withinSentence(chart.x.title), points: formatCounted(points.length, 'point'), highest: figureWords(column.kind, best.mean, pageFormats), place: xWords(best.x) }),
  }
}

const scaleOf = (scale: FigureChart['x']['scale']): ChartAxis['scale'] => (scale === 'log' ? 'log' : 'linear')

/** Points that stand alone at their place are marks of the line itself; where several share one, the line runs through their means. */
function linesOf({ label, points, means }: FigureLine, colour: number, placeOf: (value: AxisValue) => number, isOfNames: boolean): readonly ChartLine[] {
  const marked: ChartLine = {
    label,
    colour,
    stroke: isOfNames ? 'none' : 'solid',
    points: points.map((point) => [placeOf(point.x), point.mean]),
    ...bandOf(points),
    isMarked: true,
  }
  if (isOfNames || means.length === points.length) return [marked]
  return [{ label, colour, stroke: 'solid', points: means.map((point) => [placeOf(point.x), point.mean]) }, { ...marked, label: '', stroke: 'none' }]
}

const bandOf = (points: readonly FigurePoint[]): Pick<ChartLine, 'band' | 'bounds'> => (points.some(({ low }) => low !== null) ? { band: points.map(({ low, high }) => [low, high]), bounds: 'bars' } : {})
