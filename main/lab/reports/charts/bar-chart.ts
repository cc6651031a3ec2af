// Bars from left to right, a row for each name: stacked on each other or below each other, with their spreads and values.
import { html, type Markup } from '@common/markup/markup'
import { pageFormats } from '@common/words/format'
import { valueWords } from '@common/words/value-words'
import type { BarChart } from '@contract/reports/report-chart'
import { isDrawable, valueScale, type ChartScale } from './chart-scale'
import { chartMeasures, lineHeight, type ChartSize } from './chart-size'
import { legend } from './legend'
import { colourOf } from './marks'
import { mostRows, rowFrame, rowsLeftOut, type RowFrame } from './row-frame'
import { short, svgElement, svgText, toBaseline, widestOf } from './svg-element'

interface Bar {
  readonly series: number
  readonly from: number
  readonly to: number
  /** One standard deviation around `to`; null: there is none. */
  readonly spread: number | null
}

/** Pixels of a bar, of a row with a single or a stacked bar, and of each of several beside each other. */
const [single, several, between] = [15, 15, 9]
const valueGap = 6
const legendGap = 6

export function barChart(chart: BarChart, alternative: string, size: ChartSize): Markup {
  const { width, nameRoom } = chartMeasures[size]
  const rows = chart.over.names.slice(0, mostRows).map((_, place) => barsAt(chart, place))
  const isSplit = !chart.isStacked && chart.series.length > 1
  const thickness = isSplit ? several : single
  const lanes = isSplit ? chart.series.length : 1
  const values = rows.flat().flatMap(({ from, to, spread }) => [from, to, ...(spread === null ? [] : [to - spread, to + spread])])
  const scale = valueScale({ ...chart.y, ...(chart.y.scale === 'linear' && { shown: [0, ...(chart.y.shown ?? [])] }) }, chart.y.scale === 'log' ? values.filter((value) => value !== 0) : values, { most: size === 'full' ? 6 : 4 })
  const words = rows.flatMap((bars, row) => valuesAt(chart, bars, row))
  const frame = rowFrame({
    ...{ width, nameRoom, names: chart.over.names.slice(0, mostRows), namesTitle: chart.over.title, rowHeight: lanes * thickness + between },
    x: { scale, title: chart.y.title },
    right: Math.min(widestOf(words.map(({ text }) => text)) + valueGap, width / 4) + valueGap,
  })
  const laneOf = ({ series }: Bar, row: number): number => frame.middleOf(row) + (isSplit ? (series - (lanes - 1) / 2) * thickness : 0)
  const drawn = chart.series.map((_, series) => seriesMarkup(series, rows.map((bars) => bars.filter((bar) => bar.series === series)), { frame, scale, laneOf, thickness: thickness - 1 }))
  const key = chart.series.length > 1 ? legend(chart.series.map(({ label }, series) => ({ text: label, key: (x, y) => html`<rect class="bar${colourOf(series)}" x="${short(x + 8)}" y="${short(y - 5)}" width="14" height="10" />` })), width) : null
  const valueTexts = words.map(({ text, bar, row }) => {
    const x = endOf(bar, frame, scale) + valueGap
    return svgText({ x, y: laneOf(bar, row) + toBaseline, text, look: 'tick', room: width - x })
  })
  const keyTop = frame.height + legendGap
  const bottom = key ? keyTop + key.height : frame.height
  const note = rowsLeftOut(chart.over.names.length, bottom + lineHeight)
  return svgElement({ width, height: bottom + (note ? lineHeight + legendGap : 0), alternative, look: size }, [frame.axes, drawn, zeroLine(frame, scale), valueTexts, key?.at(0, keyTop) ?? null, note])
}

/** The bars of a row: each from 0, or from the end of the one before. */
function barsAt({ series, isStacked }: BarChart, place: number): readonly Bar[] {
  let top = 0
  return series.flatMap(({ values, spreads }, index): readonly Bar[] => {
    const value = values[place] ?? null
    if (value === null || !isDrawable(value)) return []
    const from = isStacked ? top : 0
    top = from + value
    return [{ series: index, from, to: top, spread: spreads?.[place] ?? null }]
  })
}

interface ValueWords {
  readonly text: string
  readonly bar: Bar
  readonly row: number
}

/** Values at the ends of bars, of a stack its sum. */
function valuesAt({ isStacked, y }: BarChart, bars: readonly Bar[], row: number): readonly ValueWords[] {
  const shown = isStacked ? bars.slice(-1) : bars
  return shown.map((bar) => ({ text: valueWords(y.kind, bar.to, pageFormats), bar, row }))
}

/** Pixels of a value; the beginning of the axis where it has no place, as 0 on a logarithmic one. */
const pixelOf = (value: number, frame: RowFrame, scale: ChartScale): number => frame.xOf(scale.placeOf(value) ?? 0)

/** Right end of a bar with its spread; a negative one has its value right of 0. */
const endOf = ({ from, to, spread }: Bar, frame: RowFrame, scale: ChartScale): number => pixelOf(Math.max(from, to + (spread ?? 0)), frame, scale)

interface SeriesPlaces {
  readonly frame: RowFrame
  readonly scale: ChartScale
  readonly laneOf: (bar: Bar, row: number) => number
  readonly thickness: number
}

/** All bars of a series, and their spreads. */
function seriesMarkup(series: number, rows: readonly (readonly Bar[])[], { frame, scale, laneOf, thickness }: SeriesPlaces): Markup {
  const bars = rows.flatMap((own, row) =>
    own.map((bar) => {
      const [from, to] = [pixelOf(bar.from, frame, scale), pixelOf(bar.to, frame, scale)]
      return `M${short(Math.min(from, to))} ${short(laneOf(bar, row) - thickness / 2)}h${short(Math.abs(to - from))}v${thickness}h${short(-Math.abs(to - from))}z`
    }),
  )
  const spreads = rows.flatMap((own, row) =>
    own.flatMap((bar) => {
      if (bar.spread === null || bar.spread <= 0) return []
      const [low, high, y] = [pixelOf(bar.to - bar.spread, frame, scale), pixelOf(bar.to + bar.spread, frame, scale), laneOf(bar, row)]
      return [`M${short(low)} ${short(y - 3)}v6M${short(low)} ${short(y)}H${short(high)}M${short(high)} ${short(y - 3)}v6`]
    }),
  )
  return html`<path class="bar${colourOf(series)}" d="${bars.join('')}" />${spreads.length === 0 ? null : html`<path class="halo" d="${spreads.join('')}" /><path class="spread ink" d="${spreads.join('')}" />`}`
}

/** The line at 0 from which bars begin, where there are negative ones. */
function zeroLine({ plot, xOf }: RowFrame, scale: ChartScale): Markup | null {
  const zero = scale.placeOf(0)
  return zero === null ? null : html`<path class="axis" d="M${short(xOf(zero))} ${short(plot.top)}V${short(plot.bottom)}" />`
}
