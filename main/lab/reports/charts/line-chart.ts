// Lines over numbers or names: bands, strokes and marks tell them apart; each is named at its end, or in a legend where they are many.
import { linearRange } from '@common/charts/axis-range'
import { spacedApart, spikesAbove } from '@common/charts/spikes'
import { html, type Markup } from '@common/markup/markup'
import { pageFormats } from '@common/words/format'
import { valueWords } from '@common/words/value-words'
import type { ChartLine, LineChart } from '@contract/reports/report-chart'
import { chartFrame, type Frame, type Plot } from './chart-frame'
import { cutScale, nameScale, valueScale, type ChartScale } from './chart-scale'
import { chartMeasures, lineHeight, type ChartSize } from './chart-size'
import { bandPath, boundBars, linePath, piecesOf, type Piece, type PlottedScales } from './drawn-line'
import { endLabels, labelGap, type EndLabel } from './end-labels'
import { keyWidth, legend, type LegendEntry } from './legend'
import { colourOf, marks, type Place } from './marks'
import { short, svgElement, svgText, widestOf } from './svg-element'

/** Room right of a plot without labels, for the words of its last tick. */
const bareRight = 18
/** Pixels that curves may leave the plot by, so that lines at its edges keep their width. */
const overhang = 4
/** Marks along a line that is told apart by them. */
const marksOnLine = 6
/** Points up to which each of a line has a mark: where its marks say where it was measured, where they only tell it apart, and of all lines together. */
const mostMarks = { measured: 60, apart: 24, ofAll: 240 }
/** Least distance of two marks of spikes, as wide as one with its value. */
const spikeWidth = 90
/** Vertical room between a chart and its legend. */
const legendGap = 6

interface DrawnLine {
  readonly line: ChartLine
  readonly pieces: readonly Piece[]
  /** What is drawn of its bounds. */
  readonly bounds: Markup | null
  /** Places with a mark. */
  readonly marked: readonly Place[]
}

export function lineChart(chart: LineChart, alternative: string, size: ChartSize): Markup {
  const { width, plotHeight, labelRoom } = chartMeasures[size]
  // Marks alone have no end that a name could stand at.
  const haveEnds = chart.lines.every(({ stroke }) => stroke !== 'none')
  const names = chart.lines.filter(({ label, points }) => label !== '' && points.some(([, y]) => y !== null)).map(({ label }) => label)
  const widest = widestOf(names)
  const areAtEnds = haveEnds && names.length > 0 && widest <= labelRoom && names.length * lineHeight <= plotHeight
  const top = topOfCut(chart)
  const x = xScale(chart)
  const y = top === null ? valueScale(chart.y, yValues(chart), { most: 5 }) : cutScale(chart.y, top.ticks, top.max)
  const frame = chartFrame({ x: { scale: x, title: chart.x.title }, y: { scale: y, title: chart.y.title }, width, plotHeight, right: areAtEnds ? widest + 2 * labelGap : bareRight })
  const drawn = drawnLines(chart.lines, { frame, x, y })
  const key = areAtEnds ? null : legend(drawn.filter(({ line, pieces }) => line.label !== '' && pieces.length > 0).map(legendEntry), width)
  const body = [
    frame.axes,
    clipped(frame.plot, drawn.map(lineMarkup)),
    areAtEnds ? endLabels(labelsOf(drawn, frame.plot), frame.plot) : null,
    top === null ? null : spikeMarks(chart, top.max, frame, x),
    key?.at(0, frame.height + legendGap) ?? null,
  ]
  return svgElement({ width, height: frame.height + (key && key.height > 0 ? key.height + legendGap : 0), alternative, look: size }, body)
}

const yValues = ({ lines }: LineChart): readonly (number | null)[] => lines.flatMap(({ points, band }) => [...points.map(([, y]) => y), ...(band ?? []).flat()])

function xScale({ x, lines }: LineChart): ChartScale {
  if ('names' in x) return nameScale(x.names)
  const values = lines.flatMap(({ points }) => points.map(([at]) => at))
  return valueScale({ ...x, shown: [...(x.shown ?? []), ...nearZero(values, x.scale)] }, values, { most: 10, isTight: true })
}

/** Share of the largest value below which the smallest one may lie so that the axis begins at 0. */
const nearOfZero = 0.25

/** Zero, where an axis of values nearly reaches it. */
function nearZero(values: readonly number[], scale: 'linear' | 'log'): readonly number[] {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
  return scale === 'linear' && low >= 0 && (low <= nearOfZero * high || low === high) ? [0] : []
}

/** Where an axis that may cut spikes ends; null: it shows every value. */
function topOfCut({ y, lines }: LineChart): { readonly max: number; readonly ticks: readonly number[] } | null {
  if (y.cutsSpikes !== true || y.scale === 'log') return null
  const values = lines.map(({ points }) => points.flatMap(([x, value]) => (value !== null && Number.isFinite(value) ? [{ x, y: value }] : [])))
  if (values.some((points) => points.some((point) => point.y < 0))) return null
  const shown = (y.shown ?? []).reduce((most, value) => Math.max(most, value), 0)
  const { isCut, max, ticks } = linearRange(values, { yMax: null, yExpected: shown > 0 ? shown : null, cutsSpikes: true })
  return isCut ? { max, ticks } : null
}

/** Lines in places; where colour alone would tell two of one stroke apart, each has marks of its own shape. */
function drawnLines(lines: readonly ChartLine[], scales: PlottedScales): readonly DrawnLine[] {
  const hasTwin = ({ stroke, colour }: ChartLine): boolean => lines.some((other) => other.stroke === stroke && other.colour !== colour)
  const areMany = lines.reduce((sum, { points, stroke }) => sum + (stroke === 'faint' ? 0 : points.length), 0) > mostMarks.ofAll
  return lines.map((line) => {
    const pieces = piecesOf(line, scales)
    const single = pieces.filter((piece) => piece.length === 1).flat()
    const isMarked = line.isMarked === true || line.stroke === 'none' || (line.stroke !== 'faint' && hasTwin(line))
    return { line, pieces, bounds: boundsMarkup(line, scales), marked: isMarked ? spreadMarks(pieces.flat(), line, scales.frame.plot, areMany ? marksOnLine : line.isMarked === true ? mostMarks.measured : mostMarks.apart) : single }
  })
}

/** All points where they are few; else a handful along the line, beginning further right for every colour, so that marks of lines close together stand apart. */
function spreadMarks(places: readonly Place[], { colour, stroke }: ChartLine, { left, right }: Plot, most: number): readonly Place[] {
  if (places.length <= most || stroke === 'none') return places
  const step = (right - left) / marksOnLine
  const begin = left + (step * (0.5 + (colour % marksOnLine))) / marksOnLine
  const chosen = new Set<Place>()
  for (let at = 0; at < marksOnLine; at++) {
    const next = places.find(({ x }) => x >= begin + at * step)
    if (next) chosen.add(next)
  }
  return [...chosen]
}

const lookOf = ({ stroke, colour }: ChartLine): string => `line ${stroke} s${colourOf(colour)}`
/** A line that is not solid has hollow marks: of two lines of one colour each is known by its marks alone. */
const markLook = ({ stroke, colour }: ChartLine) => ({ shape: colour, colour: colourOf(colour), isHollow: stroke === 'dashed' || stroke === 'dotted' })

function boundsMarkup(line: ChartLine, scales: PlottedScales): Markup | null {
  if (!line.band) return null
  return line.bounds === 'bars' ? html`<path class="spread s${colourOf(line.colour)}" d="${boundBars(line, scales)}" />` : html`<path class="band f${colourOf(line.colour)}" d="${bandPath(line, scales)}" />`
}

function lineMarkup({ line, pieces, bounds, marked }: DrawnLine): Markup {
  const path = line.stroke === 'none' ? '' : linePath(pieces)
  return html`${bounds}${path === '' ? null : html`<path class="${lookOf(line)}" d="${path}" />`}${marks(marked, markLook(line))}`
}

/** What lies within the plot: an element of its own cuts off what leaves it. */
function clipped({ left, right, top, bottom }: Plot, body: readonly Markup[]): Markup {
  const [x, y, width, height] = [left - overhang, top - overhang, right - left + 2 * overhang, bottom - top + 2 * overhang].map(short)
  return html`<svg x="${x ?? ''}" y="${y ?? ''}" width="${width ?? ''}" height="${height ?? ''}" viewBox="${[x, y, width, height].join(' ')}">${body}</svg>`
}

/** What is written at the ends of lines. */
function labelsOf(drawn: readonly DrawnLine[], { top }: Plot): readonly EndLabel[] {
  return drawn.flatMap(({ line, pieces }) => {
    const end = pieces.at(-1)?.at(-1)
    return line.label === '' || !end ? [] : [{ text: line.label, look: `label f${colourOf(line.colour)}`, end: { x: end.x, y: Math.max(end.y, top) } }]
  })
}

function legendEntry({ line, marked }: DrawnLine): LegendEntry {
  return {
    text: line.label,
    key: (x, y) => html`${line.stroke === 'none' ? null : html`<path class="${lookOf(line)}" d="M${short(x)} ${short(y)}h${keyWidth}" />`}${marked.length > 0 ? marks([{ x: x + keyWidth / 2, y }], markLook(line)) : null}`,
  }
}

/** The largest values of the spikes that an axis cuts, where they leave it. */
function spikeMarks({ y, lines }: LineChart, max: number, { plot, xOf }: Frame, x: ChartScale): Markup {
  const spikes = lines.flatMap((line) =>
    spikesAbove(line.points.flatMap(([at, value]) => (value === null ? [] : [{ x: at, y: value }])), max).flatMap((spike) => {
      const place = x.placeOf(spike.x)
      return place === null ? [] : [{ x: xOf(place), y: spike.y, colour: colourOf(line.colour) }]
    }),
  )
  const words = spacedApart(spikes, spikeWidth).map(({ x: at, y: value, colour }) => {
    const isNearEnd = at + spikeWidth > plot.right
    const text = valueWords(y.kind, value, pageFormats)
    return svgText({ x: at, y: plot.top + lineHeight - 4, text: isNearEnd ? `${text} ▲` : `▲ ${text}`, look: `label f${colour}`, anchor: isNearEnd ? 'end' : 'start' })
  })
  return html`${words}`
}
