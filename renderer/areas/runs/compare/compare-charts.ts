// The charts of a comparison: which curves by which x axis, smoothed, and with the band of their seeds.
import { bandOf, smoothed, valueAt } from '@common/curves/smoothing'
import { splitWords } from '@common/words/split-words'
import type { ColumnCurve } from '@common/curves/pixel-columns'
import { formatBytes, formatCount, formatDuration, formatLoss, formatLossTick, formatPercent, formatRate } from '@common/words/format'
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { heldOutOfAll } from '@contract/runs/held-out'
import type { AxisScale } from '../../../charts/chart-model'
import type { PlotAxis, PlotCurve, PlotModel } from '../../../charts/curve-plot'
import type { CurveStyle } from '../../../charts/curve-style'
import type { WholeCurves } from '../../../charts/whole-curves'
import type { ComparedSet } from './compared-set'

export type XUnit = 'epoch' | 'step' | 'time'
/** Results on the images that judge epochs, after each of them, or on training images as they are trained on. */
export type ChartPart = 'held-out' | 'train'
export type Smoothing = 'off' | 'half-epoch' | 'two-percent' | 'tenth'

export const smoothings = [
  { value: 'off', label: phrase('not smoothed') },
  { value: 'half-epoch', label: phrase('mean of half an epoch') },
  { value: 'two-percent', label: phrase('mean of 2 % of the run') },
  { value: 'tenth', label: phrase('mean of 10 % of the run') },
] as const satisfies readonly { readonly value: Smoothing; readonly label: string }[]

export interface ChartChoices {
  readonly x: XUnit
  readonly xScale: AxisScale
  readonly lossScale: AxisScale
  readonly part: ChartPart
  readonly smoothing: Smoothing
}

export interface CompareInput {
  readonly sets: readonly ComparedSet[]
  /** The curves of a run; null while they are not loaded. */
  readonly curvesOf: (id: string) => WholeCurves | null
  /** A style's colour as the canvas needs it. */
  readonly colourOf: (style: CurveStyle) => string
  readonly choices: ChartChoices
}

export const figureNames = ['loss', 'accuracy', 'imagesPerSecond', 'memory'] as const
export type FigureName = (typeof figureNames)[number]

/** An accuracy in percent without the unit, with as many digits as neighbours on an axis need. */
const percentTick = (share: number): string => String(Number((share * 100).toPrecision(5)))

interface Figure {
  readonly title: string
  readonly axis: string
  readonly tick: (value: number) => string
  readonly format: (value: number) => string
  readonly column: 'loss' | 'accuracy' | 'imagesPerSecond' | 'memoryBytes'
  /** Whether it is measured on the images that judge epochs as well. */
  readonly isTested: boolean
  readonly isSmoothed: boolean
}

export const figures: Readonly<Record<FigureName, Figure>> = {
  loss: { title: phrase('Loss § as measured'), axis: phrase('loss'), tick: formatLossTick, format: formatLoss, column: 'loss', isTested: true, isSmoothed: true },
  accuracy: { title: phrase('Accuracy'), axis: phrase('accuracy in %'), tick: percentTick, format: formatPercent, column: 'accuracy', isTested: true, isSmoothed: true },
  imagesPerSecond: { title: phrase('Images per second'), axis: phrase('images/s'), tick: (value) => value.toLocaleString(language), format: (value) => phrase('{rate} images/s', { rate: formatRate(value) }), column: 'imagesPerSecond', isTested: false, isSmoothed: true },
  memory: { title: phrase('Memory'), axis: '', tick: formatBytes, format: formatBytes, column: 'memoryBytes', isTested: false, isSmoothed: false },
}

/** Units of time on the axis, the largest first. */
const timeUnits = [{ title: phrase('time in h'), seconds: 3600 }, { title: phrase('time in min'), seconds: 60 }, { title: phrase('time in s'), seconds: 1 }] as const

/** What the x axis is in. */
export interface XMeasure {
  readonly unit: XUnit
  readonly title: string
  /** What one unit of the axis is of that of the points. */
  readonly divisor: number
  readonly format: (value: number) => string
}

/** The measure of the x axis; times are in the largest unit of which the longest run has several. */
export function xMeasure(unit: XUnit, curves: readonly WholeCurves[]): XMeasure {
  if (unit === 'epoch') return { unit, title: phrase('epoch'), divisor: 1, format: (value) => phrase('epoch {epoch}', { epoch: Number.isInteger(value) ? value : value.toFixed(2) }) }
  if (unit === 'step') return { unit, title: phrase('step'), divisor: 1, format: (value) => phrase('step {step}', { step: formatCount(value) }) }
  const longest = Math.max(0, ...curves.map(({ points }) => points.elapsedSeconds.at(-1) ?? 0))
  const { title, seconds } = timeUnits.find((one) => longest >= 3 * one.seconds) ?? timeUnits[2]
  return { unit, title, divisor: seconds, format: (value) => formatDuration(value * seconds) }
}

const columnOf = { epoch: 'epoch', step: 'step', time: 'elapsedSeconds' } as const

/** The x values of a run's points. */
function xOf({ points }: WholeCurves, { unit, divisor }: XMeasure): Float64Array {
  const column = points[columnOf[unit]]
  return divisor === 1 ? column : column.map((value) => value / divisor)
}

/** One figure of one run. */
function lineOf(curves: WholeCurves, figure: Figure, part: ChartPart, x: Float64Array): ColumnCurve {
  if (part === 'train' || !figure.isTested) return { x, y: curves.points[figure.column] }
  const tested = (figure.column === 'loss' ? curves.heldOutLoss : curves.heldOutAccuracy).points
  // Results of an epoch stand where its training ended.
  const byEpoch = { x: curves.points.epoch, y: x }
  return { x: Float64Array.from(tested, (point) => (byEpoch.x.length === 0 ? point.x : valueAt(byEpoch, point.x))), y: Float64Array.from(tested, (point) => point.y) }
}

/** The part of the x axis over which a run's curve is averaged. */
function spanOf(smoothing: Smoothing, x: Float64Array, epochs: number): number {
  const whole = x.at(-1) ?? 0
  switch (smoothing) {
    case 'off':
      return 0
    case 'half-epoch':
      return epochs === 0 ? 0 : (0.5 * whole) / epochs
    case 'two-percent':
      return 0.02 * whole
    case 'tenth':
      return 0.1 * whole
  }
}

/**
 * The curves of a figure, one for each set. Where a curve is smoothed, the shade behind it reaches from the lowest to the highest value before, so that no
 * extreme is lost; where a set has several runs, from the lowest to the highest of them.
 */
function plotCurves(name: FigureName, { sets, curvesOf, colourOf, choices }: CompareInput, measure: XMeasure): readonly PlotCurve[] {
  const figure = figures[name]
  const isTest = figure.isTested && choices.part === 'held-out'
  return sets.flatMap(({ key, style, members }): PlotCurve[] => {
    const lines = members.flatMap(({ run }) => {
      const curves = curvesOf(run.id)
      if (!curves) return []
      const x = xOf(curves, measure)
      const raw = lineOf(curves, figure, choices.part, x)
      if (raw.x.length === 0) return []
      const span = isTest || !figure.isSmoothed ? 0 : spanOf(choices.smoothing, x, curves.epoch)
      return [{ raw, line: smoothed(raw, span), isSmoothed: span > 0 }]
    })
    const [first] = lines
    if (!first) return []
    const look = { key, colour: colourOf(style), dash: style.dash, isMarked: isTest }
    if (lines.length === 1) return [{ ...look, line: first.line, band: first.isSmoothed ? { low: first.raw, high: first.raw } : null }]
    const { x, y, low, high } = bandOf(lines.map(({ line }) => line))
    return [{ ...look, line: { x, y }, band: { low: { x, y: low }, high: { x, y: high } } }]
  })
}

export interface CompareChart {
  readonly name: FigureName
  readonly title: string
  readonly note: string
  readonly model: PlotModel
  readonly format: (value: number) => string
}

/** The four charts of a comparison. */
export function compareCharts(input: CompareInput): { readonly measure: XMeasure; readonly charts: readonly CompareChart[] } {
  const { sets, curvesOf, choices } = input
  const measure = xMeasure(choices.x, sets.flatMap(({ members }) => members.flatMap(({ run }) => curvesOf(run.id) ?? [])))
  const x: PlotAxis = { title: measure.title, scale: choices.xScale, tick: (value) => Number(value.toPrecision(6)).toLocaleString(language, { maximumFractionDigits: 6 }) }
  const charts = figureNames.map((name): CompareChart => {
    const figure = figures[name]
    const note = figure.isTested ? (choices.part === 'held-out' ? phrase('on {split} images, after each epoch', { split: splitWords[heldOutOfAll(sets.flatMap(({ members }) => members.map(({ run }) => run.spec)))] }) : phrase('on training images, as they are trained on')) : name === 'memory' ? phrase('of the process, or of the GPU') : phrase('of training alone')
    const model = { curves: plotCurves(name, input, measure), x, y: { title: figure.axis, tick: figure.tick, scale: name === 'loss' ? choices.lossScale : 'linear' as const } }
    return { name, title: figure.title, note, model, format: figure.format }
  })
  return { measure, charts }
}
