// Estimates with their intervals below each other against a line of reference: a forest plot.
import { html, type Markup } from '@common/markup/markup'
import { withMinus } from '@common/words/with-minus'
import { tickWords } from '@common/charts/tick-words'
import type { IntervalChart } from '@contract/reports/report-chart'
import { unitSpace, valueScale, type ChartScale } from './chart-scale'
import { chartMeasures, lineHeight, type ChartSize } from './chart-size'
import { marks, type Place } from './marks'
import { mostRows, rowFrame, rowsLeftOut, type RowFrame } from './row-frame'
import { short, svgElement, svgText, toBaseline, widestOf } from './svg-element'

type Row = IntervalChart['rows'][number]

const rowHeight = 24
const wordsGap = 12

export function intervalChart(chart: IntervalChart, alternative: string, size: ChartSize): Markup {
  const { width, nameRoom } = chartMeasures[size]
  const rows = chart.rows.slice(0, mostRows)
  const values = rows.flatMap(({ value, low, high }) => [value, low, high])
  const isDifference = chart.reference === 0
  const scale = valueScale({ ...chart.x, shown: [chart.reference, ...(chart.x.shown ?? [])] }, values, {
    most: size === 'full' ? 6 : 4,
    inset: 0.02,
    ...(isDifference && { words: (lines) => differenceTicks(chart, lines) }),
  })
  const wordsRoom = Math.min(widestOf(rows.map(({ words }) => words)), width * 0.38)
  const frame = rowFrame({ width, nameRoom, names: rows.map(({ label }) => label), namesTitle: '', rowHeight, x: { scale, title: chart.x.title }, right: wordsRoom + wordsGap })
  const words = rows.map((row, index) => svgText({ x: frame.plot.right + wordsGap, y: frame.middleOf(index) + toBaseline, text: row.words, look: 'words', room: wordsRoom }))
  const clear = rows.map((row) => isClear(row, chart.reference))
  const placesOf = (wanted: boolean): readonly Place[] => rows.flatMap(({ value }, index) => {
    const place = scale.placeOf(value)
    return place === null || clear[index] !== wanted ? [] : [{ x: frame.xOf(place), y: frame.middleOf(index) }]
  })
  const note = rowsLeftOut(chart.rows.length, frame.height + lineHeight)
  return svgElement({ width, height: frame.height + (note ? lineHeight : 0), alternative, look: size }, [
    frame.axes,
    referenceLine(chart.reference, frame, scale),
    html`<path class="interval s1" d="${rows.map((row, index) => intervalPath(row, frame.middleOf(index), frame, scale)).join('')}" />`,
    marks(placesOf(true), { shape: 1, colour: '1', radius: 4.5 }),
    marks(placesOf(false), { shape: 1, colour: '1', radius: 4, isHollow: true }),
    words,
    note,
  ])
}

/** Differences with their sign; of shares in percentage points, which the title of the axis says. */
function differenceTicks({ x }: IntervalChart, lines: readonly number[]): readonly string[] {
  const texts = tickWords(x.kind === 'share' ? 'number' : x.kind, x.kind === 'share' ? lines.map((line) => line * 100) : lines, 'linear', unitSpace)
  return texts.map((text, index) => ((lines[index] ?? 0) > 0 ? `+${text}` : withMinus(text)))
}

/** Whether the interval leaves out the reference; its mark is filled then. */
const isClear = ({ low, high }: Row, reference: number): boolean => low !== null && high !== null && (low > reference || high < reference)

function referenceLine(reference: number, { through }: RowFrame, scale: ChartScale): Markup | null {
  const place = scale.placeOf(reference)
  return place === null ? null : html`<path class="reference" d="${through(place)}" />`
}

/** The bar of an interval with its ends; an end that is not known is left open. */
function intervalPath({ value, low, high }: Row, y: number, { xOf }: RowFrame, scale: ChartScale): string {
  const ends = [low, high].map((end) => (end === null ? null : scale.placeOf(end)))
  const middle = scale.placeOf(value)
  if (middle === null) return ''
  return ends.flatMap((end) => (end === null ? [] : [`M${short(xOf(middle))} ${short(y)}H${short(xOf(end))}M${short(xOf(end))} ${short(y - 4)}v8`])).join('')
}
