// Draws a chart model on a canvas with Chart.js, set up so that a redraw is cheap enough for live data.
import { chartFont } from './chart-font'
import { phrase } from '@language/phrase'
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js'
import { linearRange, logRange, type AxisRange } from '@common/charts/axis-range'
import type { CurvePoint } from '@common/charts/curve-point'
import type { AxisScale, ChartModel, ChartSeries } from './chart-model'
import { cutMarks } from './cut-marks'
import { directLabels } from './direct-labels'
import { epochLine, readingText, readingTitle, readsFrom } from './epoch-tooltip'
import { letters } from './letters'
import { seriesStyles, themeColours, type ChartColours } from './series-style'
import { drawnBelow } from '@common/charts/spikes'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip)

/** Width of the y axis and the usual room for labels to the right of the curves, in pixels at 16 px a rem; the same in every chart, so that plots line up. */
const sides = { axis: 60, labels: 40 }

/** The part of a model that is shown. */
export interface ChartView {
  /** Upper end of the x axis, in epochs. */
  readonly xMax: number
  readonly scale: AxisScale
}

/** The points of a series that are drawn: all of them, or on a cut axis those below its upper end. */
function drawnOf({ points }: ChartSeries, { isCut, max }: AxisRange): CurvePoint[] {
  return isCut ? drawnBelow(points, max) : points
}

/** Least distance between markers, in radii; closer together they would hide the line. */
const markerSpacing = 4

/** Radius of the smallest marker. */
const smallMarker = 1.5

/** Radius of the markers of a series: smaller where its points lie close together. */
function markerRadius({ role, points }: ChartSeries, pixelsPerEpoch: number): number {
  const { marker, hasLine } = seriesStyles[role]
  const [first, last] = [points[0], points.at(-1)]
  if (marker === 0 || !hasLine || !first || !last || points.length < 2) return marker
  const distance = (pixelsPerEpoch * (last.x - first.x)) / (points.length - 1)
  return Math.min(marker, Math.max(distance / markerSpacing, smallMarker))
}

function dataset(series: ChartSeries, range: AxisRange, pixelsPerEpoch: number, colours: ChartColours): ChartDataset<'line'> {
  const { dash, width, hasLine, marker } = seriesStyles[series.role]
  const colour = colours.roles[series.role]
  return {
    label: series.label || series.role,
    data: drawnOf(series, range),
    showLine: hasLine,
    borderColor: colour,
    borderWidth: width,
    borderDash: [...dash],
    pointRadius: markerRadius(series, pixelsPerEpoch),
    pointHitRadius: 0,
    pointHoverRadius: hasLine ? Math.max(marker, 3) : marker,
    pointBackgroundColor: series.role === 'test' ? colours.ground : colour,
    pointBorderColor: colour,
    pointBorderWidth: hasLine ? 2 : 0,
    clip: marker + 2, // markers at the ends of the axes are not cut
  }
}

/** Ticks at whole epochs, once the axis has two of them. */
function epochTicks(xMax: number): { readonly precision: number; readonly callback: (value: string | number) => string } {
  return { precision: xMax < 2 ? 3 : 0, callback: String }
}

/** The range of the y axis for the current content of a model's arrays. */
function rangeOf(model: ChartModel, scale: AxisScale): AxisRange {
  const drawn = model.series.map(({ points }) => points)
  return scale === 'log' && model.offersLog ? logRange(drawn, model.yExpected) : linearRange(drawn, model)
}

interface Drawing {
  readonly model: ChartModel
  readonly view: ChartView
  readonly colours: ChartColours
  readonly pixelsPerEpoch: number
  /** The range of the y axis on the screen. */
  readonly range: () => AxisRange
}

function configuration({ model, view, colours, pixelsPerEpoch, range }: Drawing): ChartConfiguration<'line'> {
  const axis = { color: colours.text, font: () => ({ family: chartFont, size: letters(11) }) }
  const grid = { color: colours.grid, drawTicks: false }
  const font = { family: chartFont, size: letters(12) }
  return {
    type: 'line',
    data: { datasets: model.series.map((series) => dataset(series, range(), pixelsPerEpoch, colours)) },
    options: {
      parsing: false,
      normalized: true,
      animation: false,
      responsive: false, // by itself it would draw every chart of a view in the one task in which the view comes back
      maintainAspectRatio: false,
      font,
      layout: { padding: { right: letters(model.nameRoom ?? sides.labels), top: 8 } },
      interaction: { mode: 'epoch', intersect: false },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: view.xMax,
          title: { display: true, text: phrase('epoch'), ...axis },
          ticks: { ...axis, maxTicksLimit: 11, maxRotation: 0, padding: 6, ...epochTicks(view.xMax) },
          border: { color: colours.grid },
          grid: { ...grid, display: false },
        },
        y: {
          type: view.scale === 'log' && model.offersLog ? 'logarithmic' : 'linear',
          min: range().min,
          max: range().max,
          afterBuildTicks: (scale) => {
            scale.ticks = range().ticks.map((value) => ({ value }))
          },
          afterFit: (scale) => {
            scale.width = letters(sides.axis)
          },
          title: { display: true, text: model.yAxis(range().max).title, ...axis },
          ticks: { ...axis, autoSkip: false, padding: 8, callback: (value) => model.yAxis(range().max).tick(Number(value)) },
          border: { display: false },
          grid,
        },
      },
      plugins: {
        tooltip: {
          animation: false,
          position: 'pointer',
          titleFont: font,
          bodyFont: font,
          padding: 8,
          boxPadding: 4,
          multiKeyBackground: 'transparent',
          boxWidth: letters(8),
          boxHeight: letters(8),
          callbacks: {
            title: ([first]) => (first ? readingTitle(first.parsed.x ?? 0) : ''),
            label: ({ datasetIndex, dataIndex, chart }) => {
              // The model's point: that of the drawing ends at the edge in a spike.
              const point = model.series[datasetIndex]?.points[dataIndex]
              const epoch = chart.tooltip?.dataPoints[0]?.parsed.x
              return point ? readingText(model, datasetIndex, point, epoch ?? point.x) : ''
            },
            labelColor: ({ datasetIndex }) => {
              const colour = colours.roles[model.series[datasetIndex]?.role ?? 'chunks']
              return { borderColor: colour, backgroundColor: colour }
            },
          },
        },
      },
    },
    plugins: [epochLine(colours), directLabels(model, colours), cutMarks(model, colours, range)],
  }
}

/** Width and height of a chart in pixels of the page. */
export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** A chart on a canvas, in the colours of the theme at the time of its construction, until it is destroyed. */
export class LineChart {
  readonly #model: ChartModel
  readonly #scale: AxisScale
  readonly #chart: Chart<'line'>
  #range: AxisRange

  constructor(canvas: HTMLCanvasElement, size: ChartSize, model: ChartModel, view: ChartView) {
    Object.assign(canvas, size)
    this.#model = model
    this.#scale = view.scale
    this.#range = rangeOf(model, view.scale)
    readsFrom(canvas, model)
    const pixelsPerEpoch = size.width / view.xMax
    this.#chart = new Chart(canvas, configuration({ model, view, colours: themeColours(), pixelsPerEpoch, range: () => this.#range }))
  }

  /** Whether the current drawing leaves out spikes. */
  get isCut(): boolean {
    return this.#range.isCut
  }

  /** Draws the current content of the model's arrays. */
  redraw(xMax: number): void {
    this.#range = rangeOf(this.#model, this.#scale)
    const { min, max } = this.#range
    const { x, y } = this.#chart.options.scales ?? {}
    if (x) Object.assign(x, { max: xMax, ticks: { ...x.ticks, ...epochTicks(xMax) } })
    if (y) Object.assign(y, { min, max, title: { ...y.title, text: this.#model.yAxis(max).title } })
    for (const [index, series] of this.#model.series.entries()) {
      const drawn = this.#chart.data.datasets[index]
      if (drawn) Object.assign(drawn, { data: drawnOf(series, this.#range), pointRadius: markerRadius(series, this.#chart.width / xMax) })
    }
    this.#chart.update('none')
  }

  /** Draws the chart in another size, or for another pixel ratio of the screen. */
  fit({ width, height }: ChartSize): void {
    this.#chart.resize(width, height)
  }

  destroy(): void {
    this.#chart.destroy()
  }
}
