// Writes each series' name beside its line, so that no legend has to be looked up.
import type { Chart, Plugin } from 'chart.js'
import type { ChartSeries } from './chart-model'
import type { ChartColours } from './series-style'

/** Pixels between line and label, and between two labels. */
const gap = 6

interface Label {
  readonly text: string
  readonly colour: string
  readonly x: number
  y: number
  readonly align: 'left' | 'right'
}

/** Moves labels apart that would overlap, keeping their order; all in the same column. */
export function separate(labels: Label[], height: number): void {
  labels.sort((a, b) => a.y - b.y)
  for (let i = 1; i < labels.length; i++) {
    const [above, below] = [labels[i - 1], labels[i]]
    if (!above || !below) continue
    const overlap = above.y + height - below.y
    if (overlap <= 0) continue
    above.y -= overlap / 2
    below.y += overlap / 2
  }
}

/** Where a series' label belongs: behind the newest point; for a line through the whole chart above its right end. */
function labelOf(chart: Chart, index: number, series: ChartSeries, colour: string, height: number): Label | null {
  const { right } = chart.chartArea
  const points = chart.getDatasetMeta(index).data
  const last = points.findLast((point) => point.x <= right + 1)
  if (series.label === '' || !last) return null
  if (series.role === 'published' || series.role === 'predicted') {
    return { text: series.label, colour, x: Math.min(last.x, right), y: last.y - height / 2 - 3, align: 'right' }
  }
  return { text: series.label, colour, x: last.x + gap, y: last.y, align: 'left' }
}

/** The plugin; series and colours are asked for at every draw, because both change while a chart lives. */
export function directLabels(current: () => { readonly series: readonly ChartSeries[]; readonly colours: ChartColours }): Plugin<'line'> {
  return {
    id: 'directLabels',
    afterDatasetsDraw(chart) {
      const { series, colours } = current()
      const { ctx } = chart
      const size = 12
      const labels = series
        .map((one, index) => labelOf(chart, index, one, colours.roles[one.role], size))
        .filter((label) => label !== null)
      separate(labels.filter((label) => label.align === 'left'), size + 2)
      ctx.save()
      ctx.font = `500 ${size}px ${chart.options.font?.family ?? 'sans-serif'}`
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
