// Writes each series' name beside its line instead of in a legend.
import type { Chart, Plugin } from 'chart.js'
import { isLevel, type ChartModel, type ChartSeries } from './chart-model'
import { placeOnLevel, separate, spansOfCurve, spansOfLabels, stepAside, type Label, type Span } from '@common/charts/label-places'
import { letters } from './letters'
import { seriesStyles, type ChartColours } from './series-style'

/** Pixels between line and label. */
const gap = 6

/** The label to the right of a curve's newest point; null where the curve has no name or no point. */
function labelOfCurve(chart: Chart, index: number, series: ChartSeries, colour: string): Label | null {
  const { left, right, top, bottom } = chart.chartArea
  const last = chart.getDatasetMeta(index).data.findLast((point) => point.x <= right + 1 && point.x >= left)
  if (series.label === '' || !last) return null
  const y = Math.min(Math.max(last.y, top), bottom) // the end of a curve may be a spike outside the chart
  return { text: series.label, colour, x: last.x + gap, y, align: 'left', width: chart.ctx.measureText(series.label).width }
}

/** The label of a reference line (published, predicted, peak), with the line itself. */
interface ReferenceLabel extends Pick<Label, 'text' | 'colour' | 'width'> {
  readonly line: { readonly from: number; readonly to: number; readonly y: number }
}

/** Name and value of a reference line: anywhere along a level, else at the end of the curve; null where there is no name or no point. */
function labelOfReference(chart: Chart, index: number, series: ChartSeries, model: ChartModel, colour: string): ReferenceLabel | null {
  const { left, right } = chart.chartArea
  const places = chart.getDatasetMeta(index).data
  const lastIndex = isLevel(series) ? 0 : places.findLastIndex((place) => place.x <= right + 1)
  const [last, value] = [places[lastIndex], series.points[lastIndex]]
  if (series.label === '' || !last || !value) return null
  const text = `${series.label} ${model.formatValue(value.y)}`
  const width = chart.ctx.measureText(text).width
  const to = isLevel(series) ? right : last.x
  return { text, colour, width, line: { from: isLevel(series) ? left : to - width, to, y: last.y } }
}

const isReference = ({ role }: ChartSeries): boolean => role === 'published' || role === 'predicted' || role === 'peak'

/** The plugin that labels the series of a model. */
export function directLabels(model: ChartModel, colours: ChartColours): Plugin<'line'> {
  return {
    id: 'directLabels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart
      const size = letters(12)
      const height = size + 2
      ctx.save()
      ctx.font = `500 ${size}px ${chart.options.font?.family ?? 'sans-serif'}`
      const curves = model.series.flatMap(({ role }, index) => (seriesStyles[role].hasLine ? [chart.getDatasetMeta(index).data] : []))
      const room = { from: chartArea.top - size / 2, to: chartArea.bottom + size / 2 }
      const placed: Label[] = []
      const labelledAt = (label: Label): Span[] => spansOfLabels(label, placed, height)
      const takenAt = (label: Label): Span[] => [...labelledAt(label), ...curves.flatMap((curve) => spansOfCurve(label, curve))]

      const beside = model.series
        .map((series, index) => (isReference(series) ? null : labelOfCurve(chart, index, series, colours.roles[series.role])))
        .filter((label) => label !== null)
      separate(beside, height)
      for (const label of beside) {
        stepAside(label, takenAt(label), height, room)
        placed.push(label)
      }
      for (const [index, series] of model.series.entries()) {
        const label = isReference(series) ? labelOfReference(chart, index, series, model, colours.roles[series.role]) : null
        if (label) placed.push(placeOnLevel(label, label.line, { takenAt, labelledAt }, height, room))
      }

      ctx.textBaseline = 'middle'
      ctx.lineJoin = 'round'
      ctx.lineWidth = 4
      ctx.strokeStyle = colours.ground
      for (const label of placed) {
        ctx.textAlign = label.align
        ctx.strokeText(label.text, label.x, label.y) // a halo, so that the text can be read above a curve
        ctx.fillStyle = label.colour
        ctx.fillText(label.text, label.x, label.y)
      }
      ctx.restore()
    },
  }
}
