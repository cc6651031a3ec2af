// Draws layers under the roof of a device on a canvas with Chart.js.
import { chartFont } from '../../../charts/chart-font'
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import type { Roof } from '@common/roofline/roof'
import { formatFlopRate, formatPercent, formatStepTime } from '@common/words/format'
import { passWords } from '@common/words/pass-words'
import { Chart, LogarithmicScale, PointElement, ScatterController, Tooltip, type ChartConfiguration, type ChartDataset } from 'chart.js'
import { letters } from '../../../charts/letters'
import { powersOfTen, powerText, rangesOf } from '@common/roofline/roofline-axes'
import { radiusOf, roofDrawing } from './roof-drawing'
import { rooflineColours, type RooflineColours } from './roofline-colours'
import type { RooflinePoint, RooflineSeries } from '@common/roofline/roofline-points'

Chart.register(ScatterController, PointElement, LogarithmicScale, Tooltip)

/** A layer of one of the networks in the chart. */
export interface LayerPlace {
  readonly network: number
  readonly layer: string
}

export interface RooflineChartOptions {
  readonly series: readonly RooflineSeries[]
  readonly roof: Roof
  /** Titles of the networks, for the tooltip; a single one is not named. */
  readonly titles: readonly string[]
  readonly chosen: LayerPlace | null
  readonly onChoose: (place: LayerPlace) => void
}

/** A chart in the colours of the theme that is shown when it is made, until it is destroyed. */
export class RooflineChart {
  readonly #chart: Chart<'scatter'>

  constructor(canvas: HTMLCanvasElement, options: RooflineChartOptions) {
    this.#chart = new Chart(canvas, configuration(options, rooflineColours()))
  }

  destroy(): void {
    this.#chart.destroy()
  }
}

function dataset({ network, direction, points }: RooflineSeries, chosen: LayerPlace | null, colours: RooflineColours): ChartDataset<'scatter'> {
  const colour = colours.networks[network % colours.networks.length] ?? colours.text
  const isChosen = points.map(({ layer }) => chosen?.network === network && chosen.layer === layer)
  const radius = points.map(({ share }) => radiusOf(share, direction))
  return {
    data: points.map(({ x, y }) => ({ x, y })),
    pointStyle: direction === 'forward' ? 'circle' : 'triangle',
    pointRadius: radius,
    pointHoverRadius: radius.map((pixels) => pixels + 2),
    pointHitRadius: 6,
    order: direction === 'forward' ? 0 : 1, // both often lie at one place: circles on top of the larger triangles
    pointBackgroundColor: colour,
    pointBorderColor: isChosen.map((is) => (is ? colours.roof : colours.ground)),
    pointBorderWidth: isChosen.map((is) => (is ? 3 : 1)),
    pointHoverBorderWidth: isChosen.map((is) => (is ? 3 : 1)),
    clip: letters(8), // points at the ends of the axes are shown whole
  }
}

function configuration({ series, roof, titles, chosen, onChoose }: RooflineChartOptions, colours: RooflineColours): ChartConfiguration<'scatter'> {
  const axis = { color: colours.text, font: () => ({ family: chartFont, size: letters(11) }) }
  const font = { family: chartFont, size: letters(12) }
  const ranges = rangesOf(series, roof)
  const pointAt = (dataset: number, index: number): RooflinePoint | undefined => series[dataset]?.points[index]
  const axisOf = (name: 'x' | 'y', title: string, most: number) =>
    ({
      type: 'logarithmic',
      ...ranges[name],
      afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
        scale.ticks = powersOfTen(ranges[name], most).map((value) => ({ value }))
      },
      title: { display: true, text: title, ...axis },
      ticks: { ...axis, autoSkip: false, maxRotation: 0, padding: 6, callback: (value: string | number) => powerText(Number(value)) },
      border: { display: false },
      grid: { color: colours.grid, drawTicks: false },
    }) as const
  return {
    type: 'scatter',
    data: { datasets: series.map((one) => dataset(one, chosen, colours)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      font,
      layout: { padding: { top: 8, right: 12 } },
      interaction: { mode: 'nearest', intersect: true },
      onClick: (_event, [first]) => {
        const point = first && pointAt(first.datasetIndex, first.index)
        if (point) onChoose({ network: series[first.datasetIndex]?.network ?? 0, layer: point.layer })
      },
      onHover: (_event, elements, chart) => {
        chart.canvas.style.cursor = elements.length > 0 ? 'pointer' : 'default'
      },
      scales: { x: axisOf('x', phrase('arithmetic intensity in FLOP per byte of memory traffic'), 9), y: axisOf('y', phrase('speed in FLOP/s'), 8) },
      plugins: {
        tooltip: {
          animation: false,
          titleFont: font,
          bodyFont: font,
          padding: 8,
          displayColors: false,
          callbacks: {
            title: ([first]) => (first ? titleOf(series[first.datasetIndex], pointAt(first.datasetIndex, first.dataIndex), titles) : ''),
            label: ({ datasetIndex, dataIndex }) => linesOf(pointAt(datasetIndex, dataIndex)),
          },
        },
      },
    },
    plugins: [roofDrawing({ roof, series, colours, fontFamily: chartFont })],
  }
}

/** `conv2, backward`, among several networks `AlexNet: conv2, backward`. */
function titleOf(series: RooflineSeries | undefined, point: RooflinePoint | undefined, titles: readonly string[]): string {
  if (!series || !point) return ''
  const network = titles.length > 1 ? `${titles[series.network] ?? ''}: ` : ''
  return `${network}${phrase('{layer}, {pass}', { layer: point.layer, pass: passWords[series.direction] })}`
}

function linesOf(point: RooflinePoint | undefined): string[] {
  if (!point) return []
  const intensity = point.x >= 99.5 ? Math.round(point.x).toLocaleString(language) : point.x.toPrecision(3)
  return [phrase('{intensity} FLOP per byte', { intensity }), formatFlopRate(point.y), phrase('{time}, {share} of a training step', { time: formatStepTime(point.seconds), share: formatPercent(point.share) })]
}
