// Writes each series' name beside its line, so that no legend has to be looked up.
import type { Chart, Plugin } from 'chart.js'
import type { ChartModel, ChartSeries } from './chart-model'
import { separate, spansOfCurve, spansOfLabels, stepAside, type Label } from './label-places'
import { letters } from './letters'
import { seriesStyles, type ChartColours } from './series-style'

/** Pixels between line and label. */
const gap = 6

/** Where a series' label belongs: behind the newest point; for a line through the whole chart above its right end. */
function labelOf(chart: Chart, index: number, series: ChartSeries, model: ChartModel, colour: string, size: number): Label | null {
  const points = chart.getDatasetMeta(index).data
  const lastIndex = points.findLastIndex((point) => point.x <= chart.chartArea.right + 1)
  const [last, value] = [points[lastIndex], series.points[lastIndex]]
  if (series.label === '' || !last || !value) return null
  const { ctx } = chart
  if (series.role === 'published' || series.role === 'predicted') {
    const text = `${series.label} ${model.formatValue(value.y)}`
    const goesOn = series.points[lastIndex + 1]?.y === value.y // a level, whose end lies beyond the edge
    const x = goesOn ? chart.chartArea.right : last.x
    return { text, colour, x, y: last.y - size / 2 - 3, align: 'right', width: ctx.measureText(text).width }
  }
  return { text: series.label, colour, x: last.x + gap, y: last.y, align: 'left', width: ctx.measureText(series.label).width }
}

/** The plugin that labels the series of a model. */
export function directLabels(model: ChartModel, colours: ChartColours): Plugin<'line'> {
  return {
    id: 'directLabels',
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      const size = letters(12)
      ctx.save()
      ctx.font = `500 ${size}px ${chart.options.font?.family ?? 'sans-serif'}`
      const labels = model.series
        .map((series, index) => labelOf(chart, index, series, model, colours.roles[series.role], size))
        .filter((label) => label !== null)
      const beside = labels.filter((label) => label.align === 'left')
      separate(beside, size + 2)
      const curves = model.series.flatMap(({ role }, index) => (seriesStyles[role].hasLine ? [chart.getDatasetMeta(index).data] : []))
      const room = { from: chart.chartArea.top - size / 2, to: chart.chartArea.bottom + size / 2 }
      const placed: Label[] = []
      for (const label of [...beside, ...labels.filter(({ align }) => align === 'right')]) {
        const taken = [...spansOfLabels(label, placed, size + 2), ...curves.flatMap((curve) => spansOfCurve(label, curve))]
        stepAside(label, taken, size + 2, room)
        placed.push(label)
      }
      ctx.textBaseline = 'middle'
      ctx.lineJoin = 'round'
      ctx.lineWidth = 4
      ctx.strokeStyle = colours.ground
      for (const label of labels) {
        ctx.textAlign = label.align
        ctx.strokeText(label.text, label.x, label.y) // a halo, so that a curve behind the text does not cross it out
        ctx.fillStyle = label.colour
        ctx.fillText(label.text, label.x, label.y)
      }
      ctx.restore()
    },
  }
}
