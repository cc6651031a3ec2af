// What surrounds the data of a chart: grid, axes, ticks with their words, and titles.
import type { PlotTick } from '@common/charts/plot-axis'
import { html, type Markup } from '@common/markup/markup'
import { lineHeight } from './chart-size'
import type { ChartScale } from './chart-scale'
import { short, svgText, toBaseline, widestOf, wordsWidth, wrappedWords, type SvgText } from './svg-element'

/** The rectangle of the data, in pixels from the top left corner of the chart. */
export interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface TitledScale {
  readonly scale: ChartScale
  readonly title: string
}

export interface FrameOptions {
  readonly x: TitledScale
  /** Its title stands above it, where it is read without turning the head. */
  readonly y: TitledScale
  readonly width: number
  readonly plotHeight: number
  /** Room right of the plot. */
  readonly right: number
  /** Whether places along x have lines through the plot, too. */
  readonly hasGridOfX?: boolean
}

export interface Frame {
  readonly plot: Plot
  /** Pixels of a place from 0 to 1. */
  readonly xOf: (place: number) => number
  readonly yOf: (place: number) => number
  /** Behind the data. */
  readonly axes: Markup
  /** Of all, with ticks and titles. */
  readonly height: number
}

const gap = 8
const tickLength = 4
/** Between the words of ticks and the title. */
const titleGap = 3
const minorTickLength = 2.5
/** Names that are turned are cut off here. */
const longestTurnedName = 150
/** Degrees that names are turned by where they have no room beside each other. */
const turns = [35, 60, 90]

/** A frame for data over x and y. */
export function chartFrame({ x, y, width, plotHeight, right, hasGridOfX = false }: FrameOptions): Frame {
  const yTitle = titleLines(y.title, { x: 0, room: width })
  const titleRoom = yTitle.height + gap
  const left = Math.min(widestOf(y.scale.ticks.map(({ text }) => text)) + tickLength + gap, width / 3)
  const plot: Plot = { left, right: width - right, top: titleRoom, bottom: titleRoom + plotHeight }
  const xOf = (place: number): number => plot.left + place * (plot.right - plot.left)
  const yOf = (place: number): number => plot.bottom - place * plotHeight
  const { markup: xTicks, height: xHeight } = ticksBelow(x.scale, plot, xOf, width)
  const xTitle = titleBelow(x.title, plot, width)
  const across = y.scale.ticks.map(({ place }) => `M${short(plot.left)} ${short(yOf(place))}H${short(plot.right)}`)
  const down = hasGridOfX ? x.scale.ticks.map(({ place }) => `M${short(xOf(place))} ${short(plot.top)}V${short(plot.bottom)}`) : []
  const minor = [
    ...y.scale.minor.map((place) => `M${short(plot.left - minorTickLength)} ${short(yOf(place))}H${short(plot.left)}`),
    ...x.scale.minor.map((place) => `M${short(xOf(place))} ${short(plot.bottom)}v${minorTickLength}`),
  ]
  return {
    ...{ plot, xOf, yOf },
    axes: html`<path class="grid" d="${[...across, ...down].join('')}" /><path class="axis" d="M${short(plot.left)} ${short(plot.bottom)}H${short(plot.right)}${minor.join('')}" />${y.scale.ticks.map(({ place, text }) => svgText({ x: plot.left - gap, y: yOf(place) + toBaseline, text, look: 'tick', anchor: 'end', room: plot.left - gap }))}${xTicks}${xTitle.at(plot.bottom + xHeight)}${yTitle.at(0)}`,
    height: plot.bottom + xHeight + xTitle.height + gap / 2,
  }
}

export interface Title {
  readonly height: number
  /** Its lines below a height. */
  readonly at: (top: number) => Markup
}

/** A title on as many lines as it takes. */
export function titleLines(text: string, { room, ...place }: Pick<SvgText, 'x' | 'anchor'> & { readonly room: number }): Title {
  const lines = text === '' ? [] : wrappedWords(text, room)
  return {
    height: lines.length * lineHeight,
    at: (top) => html`${lines.map((line, index) => svgText({ ...place, y: top + (index + 1) * lineHeight - toBaseline, text: line, look: 'axis-title', room }))}`,
  }
}

/** The title of an axis below its ticks: in the middle of the plot, or of the chart where it is too long for that. */
export function titleBelow(text: string, { left, right }: Plot, width: number): Title {
  const middle = (left + right) / 2
  const lowered = ({ height, at }: Title): Title => ({ height: height === 0 ? 0 : height + titleGap, at: (top) => at(top + titleGap) })
  const room = 2 * Math.min(middle, width - middle)
  return lowered(wordsWidth(text) <= room ? titleLines(text, { x: middle, anchor: 'middle', room }) : titleLines(text, { x: width / 2, anchor: 'middle', room: width }))
}

export interface TicksBelow {
  /** Those for which there is room. */
  readonly shown: readonly PlotTick[]
  readonly markup: Markup
  readonly height: number
}

/** Ticks and words below a plot: all beside each other, else as many numbers as there is room for, or names turned. */
export function ticksBelow(scale: ChartScale, plot: Plot, xOf: (place: number) => number, width: number): TicksBelow {
  const level = apartTicks(scale.ticks, xOf)
  const isTooWide = widestOf(level.map(({ text }) => text)) > plot.right - plot.left
  if (scale.of === 'names' && (level.length < scale.ticks.length || isTooWide)) return wrappedNames(scale.ticks, plot, xOf) ?? turnedNames(scale.ticks, plot, xOf)
  const words = level.map(({ place, text }) => {
    const half = wordsWidth(text) / 2
    return svgText({ x: Math.min(Math.max(xOf(place), half), width - half), y: plot.bottom + tickLength + lineHeight - 1, text, look: 'tick', anchor: 'middle', room: width })
  })
  return { shown: level, markup: html`${tickMarks(level, plot, xOf)}${words}`, height: tickLength + lineHeight }
}

const tickMarks = (shown: readonly PlotTick[], { bottom }: Plot, xOf: (place: number) => number): Markup =>
  html`<path class="axis" d="${shown.map(({ place }) => `M${short(xOf(place))} ${short(bottom)}v${tickLength}`).join('')}" />`

/** Every tick, every second, and so on: the first choice whose words do not touch. */
function apartTicks(ticks: readonly PlotTick[], xOf: (place: number) => number): readonly PlotTick[] {
  const areApart = (shown: readonly PlotTick[]): boolean =>
    shown.every((tick, index) => {
      const before = shown[index - 1]
      return !before || xOf(tick.place) - xOf(before.place) >= (wordsWidth(tick.text) + wordsWidth(before.text)) / 2 + gap
    })
  for (let step = 1; step < ticks.length; step++) {
    const shown = ticks.filter((_, index) => index % step === 0)
    if (areApart(shown)) return shown
  }
  return ticks.slice(0, 1)
}

/** Lines up to which names are wrapped. */
const mostNameLines = 3

/** Names on several lines, where none is wider than its place; null: there is no room for that. */
function wrappedNames(ticks: readonly PlotTick[], plot: Plot, xOf: (place: number) => number): TicksBelow | null {
  const room = (plot.right - plot.left) / ticks.length - gap
  const names = ticks.map(({ place, text }) => ({ x: xOf(place), lines: wrappedWords(text, room) }))
  const most = names.reduce((count, { lines }) => Math.max(count, lines.length), 0)
  if (most > mostNameLines || names.some(({ lines }) => widestOf(lines) > room)) return null
  const words = names.map(({ x, lines }) => lines.map((text, line) => svgText({ x, y: plot.bottom + tickLength + (line + 1) * lineHeight - 1, text, look: 'tick', anchor: 'middle' })))
  return { shown: ticks, markup: html`${tickMarks(ticks, plot, xOf)}${words}`, height: tickLength + most * lineHeight }
}

/** Names that run up to their places, the steeper the less room there is; every n-th where their lines would touch. */
function turnedNames(ticks: readonly PlotTick[], plot: Plot, xOf: (place: number) => number): TicksBelow {
  const apart = (plot.right - plot.left) / ticks.length
  const angle = turns.find((degrees) => apart * Math.sin(radians(degrees)) >= lineHeight) ?? 90
  const step = Math.max(1, Math.ceil(lineHeight / apart / Math.sin(radians(angle))))
  const shown = ticks.filter((_, index) => index % step === 0)
  // A name of the first places must not begin left of the chart.
  const roomOf = ({ place }: PlotTick): number => Math.min(longestTurnedName, angle === 90 ? Infinity : xOf(place) / Math.cos(radians(angle)))
  const longest = shown.reduce((most, tick) => Math.max(most, Math.min(wordsWidth(tick.text), roomOf(tick))), 0)
  const words = shown.map((tick) => {
    const y = plot.bottom + tickLength + (angle === 90 ? toBaseline : lineHeight - toBaseline)
    return svgText({ x: xOf(tick.place) + toBaseline, y, text: tick.text, look: 'tick', anchor: 'end', room: roomOf(tick), turn: -angle })
  })
  return { shown, markup: html`${tickMarks(shown, plot, xOf)}${words}`, height: tickLength + lineHeight + longest * Math.sin(radians(angle)) }
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180
