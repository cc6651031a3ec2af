// Draws curves of any length on a canvas: of a hundred thousand points only those that a column of pixels can show, so that each frame is cheap.
import { chartFont } from './chart-font'
import { logRange } from '@common/charts/axis-range'
import { ticks } from '@common/charts/ticks'
import { fillPixelColumns, pixelColumns, type ColumnCurve, type PixelColumns, type PixelScale } from '@common/curves/pixel-columns'
import type { AxisScale } from './chart-model'
import { letters } from './letters'
import type { GroundColours } from './theme-colour'

/** A curve with its look. */
export interface PlotCurve {
  readonly key: string
  readonly line: ColumnCurve
  /** What is shaded behind the line: from the lowest to the highest of several runs, or the curve before it was smoothed; null for nothing. */
  readonly band: { readonly low: ColumnCurve; readonly high: ColumnCurve } | null
  readonly colour: string
  readonly dash: readonly number[]
  /** Few points, such as results of epochs, are marked. */
  readonly isMarked: boolean
}

export interface PlotAxis {
  readonly title: string
  readonly scale: AxisScale
  readonly tick: (value: number) => string
}

export interface PlotModel {
  readonly curves: readonly PlotCurve[]
  readonly x: PlotAxis
  readonly y: PlotAxis
}

/** The part of the x axis that is shown. */
export interface PlotRange {
  readonly from: number
  readonly to: number
}

/** Where the plot lies on the canvas, in pixels. */
export interface PlotArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const margins = { left: 62, right: 14, top: 10, bottom: 40 }
/** Largest number of points that are marked: closer together the marks would hide the line. */
const mostMarks = 60
/** Smallest distance of marks, in pixels: each is half as wide, and the dashes of a line are seen between them. */
const leastMarkGap = 16
/** About so many numbers stand below a plot. */
const mostTicks = 8

/** The place of a value between two ends, 0 to 1, on a linear or a logarithmic axis. */
export function shareOf(value: number, { from, to }: PlotRange, scale: AxisScale): number {
  return scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)
}

/** The value at a place. */
export function valueOf(share: number, { from, to }: PlotRange, scale: AxisScale): number {
  return scale === 'log' ? from * (to / from) ** share : from + share * (to - from)
}

export function plotArea(width: number, height: number): PlotArea {
  return { left: letters(margins.left), top: margins.top, width: Math.max(width - letters(margins.left) - margins.right, 1), height: Math.max(height - margins.top - letters(margins.bottom), 1) }
}

/** The ends of all curves; the lower end of a logarithmic axis is the first value above 0. */
export function wholeRange({ curves, x }: PlotModel): PlotRange {
  let [from, to] = [Infinity, -Infinity]
  for (const { line } of curves) {
    const first = x.scale === 'log' ? line.x.find((value) => value > 0) : line.x[0]
    from = Math.min(from, first ?? Infinity)
    to = Math.max(to, line.x.at(-1) ?? -Infinity)
  }
  if (x.scale === 'linear' && Number.isFinite(to)) from = Math.min(from, 0)
  if (!(to > from)) return Number.isFinite(to) ? { from: x.scale === 'log' ? to / 2 : to - 1, to: x.scale === 'log' ? to * 2 : to + 1 } : { from: x.scale === 'log' ? 1 : 0, to: x.scale === 'log' ? 10 : 1 }
  return { from, to }
}

/** Round numbers on an axis of one of the scales; about `most` of them on a linear one. */
function ticksOf(scale: AxisScale, low: number, high: number, most = 5): readonly number[] {
  return scale === 'log' ? logRange([[{ x: 0, y: low }, { x: 1, y: high }]], null).ticks : ticks(low, high, most)
}

/** The columns of pixels of a curve, in arrays that are made once. */
interface CurveColumns {
  readonly line: PixelColumns
  readonly low: PixelColumns
  readonly high: PixelColumns
}

/** A frame that is being drawn. */
interface Frame {
  readonly context: CanvasRenderingContext2D
  readonly area: PlotArea
  readonly colours: GroundColours
  readonly range: PlotRange
  readonly ticks: readonly number[]
  readonly toX: (value: number) => number
  readonly toY: (value: number) => number
}

/** Draws a model again and again, with buffers that are made once. */
export class CurvePlot {
  readonly #canvas: HTMLCanvasElement
  #buffers = new Map<string, CurveColumns>()
  #room = 0

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
  }

  /** @param emphasized key of the curve that the others step back behind; null: none */
  draw(model: PlotModel, range: PlotRange, colours: GroundColours, emphasized: string | null): void {
    const context = this.#canvas.getContext('2d')
    const { clientWidth: width, clientHeight: height } = this.#canvas
    if (!context || width === 0 || height === 0) return
    this.#fit(context, width, height)
    const area = plotArea(width, height)
    const scale = { ...range, isLog: model.x.scale === 'log', left: area.left, width: area.width }
    const curves = model.curves.map((curve) => ({ curve, columns: this.#columnsOf(curve, scale) }))
    const vertical = verticalRange(curves.map(({ columns }) => columns), model.y.scale)
    const toX = (value: number): number => area.left + area.width * shareOf(value, range, model.x.scale)
    const toY = (value: number): number => area.top + area.height * (1 - shareOf(value, vertical.range, model.y.scale))
    const frame = { context, area, colours, range, ticks: vertical.ticks, toX, toY }
    drawAxes(frame, model)
    context.save()
    context.beginPath()
    context.rect(area.left - 1, area.top - 5, area.width + 6, area.height + 10) // a mark at an edge is not cut
    context.clip()
    context.lineJoin = 'round'
    for (const { curve, columns } of curves) drawBand(frame, curve, columns)
    for (const { curve, columns } of curves) {
      context.globalAlpha = emphasized === null || emphasized === curve.key ? 1 : 0.25
      context.lineWidth = emphasized === curve.key ? 2.5 : 1.75
      drawLine(frame, curve, columns.line)
    }
    context.restore()
  }

  /** Gives the canvas as many pixels as the screen has for it, and clears it. */
  #fit(context: CanvasRenderingContext2D, width: number, height: number): void {
    const density = window.devicePixelRatio
    const [columns, rows] = [Math.round(width * density), Math.round(height * density)]
    if (this.#canvas.width !== columns || this.#canvas.height !== rows) Object.assign(this.#canvas, { width: columns, height: rows })
    context.setTransform(density, 0, 0, density, 0, 0)
    context.clearRect(0, 0, width, height)
    if (this.#room < width) {
      this.#room = Math.ceil(width) + 8
      this.#buffers = new Map()
    }
  }

  #columnsOf({ key, line, band }: PlotCurve, scale: PixelScale): CurveColumns {
    let columns = this.#buffers.get(key)
    if (!columns) {
      columns = { line: pixelColumns(this.#room), low: pixelColumns(this.#room), high: pixelColumns(this.#room) }
      this.#buffers.set(key, columns)
    }
    fillPixelColumns(line, scale, columns.line)
    columns.low.count = columns.high.count = 0
    if (!band) return columns
    fillPixelColumns(band.low, scale, columns.low)
    // Of the curve before it was smoothed, one search finds both ends of the band.
    return band.high === band.low ? { ...columns, high: columns.low } : { ...columns, high: fillPixelColumns(band.high, scale, columns.high) }
  }
}

/** The values of y that are shown, with round ends. */
function verticalRange(curves: readonly CurveColumns[], scale: AxisScale): { readonly range: PlotRange; readonly ticks: readonly number[] } {
  let [lowest, highest] = [Infinity, -Infinity]
  for (const { line, low, high } of curves) {
    for (const columns of [line, low, high]) {
      for (let i = 0; i < columns.count; i++) {
        const [bottom = NaN, top = NaN] = [columns.low[i], columns.high[i]]
        if (Number.isFinite(top) && top > highest) highest = top
        if (Number.isFinite(bottom) && bottom < lowest && (scale === 'linear' || bottom > 0)) lowest = bottom
      }
    }
  }
  if (!(highest >= lowest)) [lowest, highest] = scale === 'log' ? [1, 10] : [0, 1]
  const lines = ticksOf(scale, lowest, highest)
  return { range: { from: lines[0] ?? lowest, to: lines.at(-1) ?? highest }, ticks: lines }
}

function drawAxes({ context, area: { left, top, width, height }, colours, range, ticks: lines, toX, toY }: Frame, { x, y }: PlotModel): void {
  context.font = `${letters(11)}px ${chartFont}`
  context.fillStyle = colours.text
  context.strokeStyle = colours.grid
  context.lineWidth = 1
  context.globalAlpha = 1
  context.setLineDash([])
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  context.beginPath()
  for (const tick of lines) {
    const at = Math.round(toY(tick)) + 0.5
    context.moveTo(left, at)
    context.lineTo(left + width, at)
    context.fillText(y.tick(tick), left - 8, at)
  }
  context.stroke()
  context.textAlign = 'center'
  let end = -Infinity
  for (const tick of ticksOf(x.scale, range.from, range.to, mostTicks)) {
    if (tick < range.from || tick > range.to) continue
    const text = x.tick(tick)
    const [at, half] = [toX(tick), context.measureText(text).width / 2]
    if (at - half < end + 8) continue
    end = at + half
    context.fillText(text, Math.min(at, left + width - half + margins.right), top + height + letters(14))
  }
  context.fillText(x.title, left + width / 2, top + height + letters(31))
  context.save()
  context.translate(letters(10), top + height / 2)
  context.rotate(-Math.PI / 2)
  context.fillText(y.title, 0, 0)
  context.restore()
}

function drawBand({ context, toY }: Frame, { colour }: PlotCurve, { low, high }: CurveColumns): void {
  if (low.count === 0) return
  context.beginPath()
  for (let i = 0; i < high.count; i++) context.lineTo(high.pixel[i] ?? 0, toY(high.high[i] ?? 0))
  for (let i = low.count - 1; i >= 0; i--) context.lineTo(low.pixel[i] ?? 0, toY(low.low[i] ?? 0))
  context.closePath()
  context.globalAlpha = 0.16
  context.fillStyle = colour
  context.fill()
  context.globalAlpha = 1
}

function drawLine({ context, colours, toY }: Frame, { colour, dash, isMarked }: PlotCurve, { count, pixel, first, low, high, last }: PixelColumns): void {
  context.strokeStyle = colour
  context.setLineDash([...dash])
  context.beginPath()
  for (let i = 0; i < count; i++) {
    const x = pixel[i] ?? 0
    context.lineTo(x, toY(first[i] ?? 0))
    if (low[i] === high[i]) continue
    context.lineTo(x, toY(low[i] ?? 0))
    context.lineTo(x, toY(high[i] ?? 0))
    context.lineTo(x, toY(last[i] ?? 0))
  }
  context.stroke()
  const gap = count > 1 ? ((pixel[count - 1] ?? 0) - (pixel[0] ?? 0)) / (count - 1) : Infinity
  if (!isMarked || count > mostMarks || gap < leastMarkGap) return
  context.setLineDash([])
  context.fillStyle = colours.ground
  for (let i = 0; i < count; i++) {
    context.beginPath()
    context.arc(pixel[i] ?? 0, toY(last[i] ?? 0), 3, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}
