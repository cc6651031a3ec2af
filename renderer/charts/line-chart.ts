// Draws a chart model on a canvas with Chart.js, set up so that a redraw is cheap enough for live data.
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js'
import type { ChartModel, ChartSeries } from './chart-model'
import { directLabels } from './direct-labels'
import { letters } from './letters'
import { seriesStyles, themeColours, type ChartColours } from './series-style'

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip)

const fontFamily = "'Inter Variable', sans-serif"

function dataset(series: ChartSeries, colours: ChartColours): ChartDataset<'line'> {
  const { dash, width, hasLine, marker } = seriesStyles[series.role]
  const colour = colours.roles[series.role]
  return {
    label: series.label || series.role,
    data: series.points,
    showLine: hasLine,
    borderColor: colour,
    borderWidth: width,
    borderDash: [...dash],
    pointRadius: marker,
    pointHitRadius: 0,
    pointHoverRadius: hasLine ? Math.max(marker, 3) : marker,
    pointBackgroundColor: series.role === 'test' ? colours.ground : colour,
    pointBorderColor: colour,
    pointBorderWidth: hasLine ? 2 : 0,
    clip: marker + 2, // markers at the ends of the axes are shown whole
  }
}

/** Whole epochs, as soon as there are two of them to show. */
function epochTicks(xMax: number): { readonly precision: number; readonly callback: (value: string | number) => string } {
  return { precision: xMax < 2 ? 3 : 0, callback: String }
}

function configuration(model: ChartModel, xMax: number, colours: ChartColours): ChartConfiguration<'line'> {
  const axis = { color: colours.text, font: () => ({ family: fontFamily, size: letters(11) }) }
  const grid = { color: colours.grid, drawTicks: false }
  const font = { family: fontFamily, size: letters(12) }
  return {
    type: 'line',
    data: { datasets: model.series.map((series) => dataset(series, colours)) },
    options: {
      parsing: false,
      normalized: true,
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      font,
      layout: { padding: { right: model.series.some((series) => series.role === 'train') ? letters(36) : 12, top: 8 } },
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: xMax,
          title: { display: true, text: 'epoch', ...axis },
          ticks: { ...axis, maxTicksLimit: 11, maxRotation: 0, padding: 6, ...epochTicks(xMax) },
          border: { color: colours.grid },
          grid: { ...grid, display: false },
        },
        y: {
          type: 'linear',
          min: 0,
          ...(model.yMax === null ? {} : { max: model.yMax }),
          ...(model.yExpected === null ? {} : { suggestedMax: model.yExpected }),
          title: { display: true, text: model.yTitle, ...axis },
          ticks: { ...axis, maxTicksLimit: 6, padding: 8, callback: (value) => model.formatTick(Number(value)) },
          border: { display: false },
          grid,
        },
      },
      plugins: {
        tooltip: {
          animation: false,
          displayColors: false,
          titleFont: font,
          bodyFont: font,
          padding: 8,
          filter: (item) => seriesStyles[model.series[item.datasetIndex]?.role ?? 'chunks'].hasLine, // not for points that scatter
          callbacks: {
            title: (items) => (items[0] ? `epoch ${(items[0].parsed.x ?? 0).toFixed(2)}` : ''),
            label: (item) => `${model.series[item.datasetIndex]?.label ?? ''} ${model.formatValue(item.parsed.y ?? 0)}`.trim(),
          },
        },
      },
    },
    plugins: [directLabels(model, colours)],
  }
}

/** A chart on a canvas, in the colours of the theme that is shown when it is made, until it is destroyed. */
export class LineChart {
  private readonly chart: Chart<'line'>

  constructor(canvas: HTMLCanvasElement, model: ChartModel, xMax: number) {
    this.chart = new Chart(canvas, configuration(model, xMax, themeColours()))
  }

  /** Draws what the model's arrays hold now. */
  redraw(xMax: number): void {
    const x = this.chart.options.scales?.x
    if (x) Object.assign(x, { max: xMax, ticks: { ...x.ticks, ...epochTicks(xMax) } })
    this.chart.update('none')
  }

  destroy(): void {
    this.chart.destroy()
  }
}
