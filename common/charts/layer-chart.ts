// What the charts of a run's telemetry draw: one figure of every layer that has it, over the steps; axes and colours that several runs share.
import { ticks } from './ticks'
import { median } from '../statistics/quantile'
import { formatCount, formatShare } from '../words/format'
import { activationLayers } from '@contract/models/layers/activation'
import { layerFigures, type LayerFigure, type Telemetry } from '@contract/runs/telemetry'
import { numberAxis, type PlotAxis } from './plot-axis'
import { shortNumber } from '../sweeps/results/result-axes'

export interface LayerLine {
  readonly name: string
  /** Kind of layer as in lists. */
  readonly kind: string
  readonly isActivation: boolean
  /** Its place among all layers that are drawn: 0 the first, 1 the last. */
  readonly depth: number
  /** A value for each sample; null: no finite number. */
  readonly values: readonly (number | null)[]
}

export interface LayerChart {
  /** Of each sample, the steps taken before it. */
  readonly steps: readonly number[]
  /** In the order of computation. */
  readonly lines: readonly LayerLine[]
}

/** The layers that have a figure, with its values; a layer that never had a value is left out. */
export function layerChart({ layers, samples }: Telemetry, figure: LayerFigure): LayerChart {
  const found = layers.flatMap(({ name, kind }, index) => {
    const values = samples.map(({ figures }) => figures[figure][index] ?? null)
    return values.some((value) => value !== null) ? [{ name, kind, isActivation: kind in activationLayers, values }] : []
  })
  return { steps: samples.map(({ step }) => step), lines: found.map((line, index) => ({ ...line, depth: found.length > 1 ? index / (found.length - 1) : 1 })) }
}

/** How values of a figure become places and colours. */
export interface FigureScale {
  readonly axis: PlotAxis<number>
  /** Whether a value has a place on the axis: zero has none on a logarithmic one. */
  readonly hasPlace: (value: number) => boolean
  /** Strength of a value's colour: 0 the smallest, 1 the largest. */
  readonly strengthOf: (value: number) => number
  /** The values of the weakest and of the strongest colour in words. */
  readonly weakest: string
  readonly strongest: string
  readonly format: (value: number) => string
}

/** Grid lines on the axis of shares, about. */
const gridLines = 5

const sizeText = (value: number): string => shortNumber(Number(value.toPrecision(3)))

/** One scale for all charts: shares from 0 to 100 %, sizes on a logarithmic axis around all values above zero. */
export function figureScale(figure: LayerFigure, charts: readonly LayerChart[]): FigureScale {
  if (layerFigures[figure].kind === 'share') {
    const axis = numberAxis([0, 1], { scale: 'linear', format: formatShare, most: gridLines })
    return { axis, hasPlace: () => true, strengthOf: (value) => value, weakest: formatShare(0), strongest: formatShare(1), format: formatShare }
  }
  let [low, high] = [Infinity, 0]
  for (const value of charts.flatMap(({ lines }) => lines.flatMap(({ values }) => values))) {
    if (value === null || value <= 0) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (high === 0) return { axis: numberAxis([], { scale: 'log', format: sizeText, most: gridLines }), hasPlace: () => false, strengthOf: () => 0, weakest: '0', strongest: '0', format: sizeText }
  const axis = numberAxis([low, high], { scale: 'log', format: sizeText, most: gridLines })
  const reach = Math.log(high / low)
  const strengthOf = (value: number): number => (value <= low ? 0 : reach > 0 ? Math.log(value / low) / reach : 1)
  return { axis, hasPlace: (value) => value > 0, strengthOf, weakest: sizeText(low), strongest: sizeText(high), format: sizeText }
}

/** Steps between two samples; 1 where there is one sample. */
const usualGap = (steps: readonly number[]): number => median(steps.slice(1).map((step, index) => step - (steps[index] ?? 0))) ?? 1

/** About so many steps are named below a chart. */
const mostStepTicks = 6

/** The axis of steps for all charts, with half the usual distance of two samples beyond the first and the last, as cells of a heat map need it. */
export function stepAxis(charts: readonly LayerChart[]): PlotAxis<number> {
  const all = charts.map(({ steps }) => steps).filter((steps) => steps.length > 0)
  if (all.length === 0) return numberAxis([], { scale: 'linear', format: formatCount, most: mostStepTicks })
  const half = Math.max(...all.map(usualGap)) / 2
  const [first, last] = [Math.min(...all.map((steps) => steps[0] ?? 0)), Math.max(...all.map((steps) => steps.at(-1) ?? 0))]
  const [from, to] = [first - half, last + half]
  const placeOf = (step: number): number => (step - from) / (to - from)
  const named = last > first ? ticks(first, last, mostStepTicks).filter((step) => Number.isInteger(step) && step >= first && step <= last) : [first]
  return { ticks: named.map((step) => ({ place: placeOf(step), text: formatCount(step) })), placeOf, at: (place) => from + place * (to - from) }
}

/** Index of the sample that was taken nearest to a step. */
export function nearestSample(steps: readonly number[], step: number): number {
  const after = steps.findIndex((taken) => taken >= step)
  if (after === -1) return steps.length - 1
  const [before, next] = [steps[after - 1] ?? -Infinity, steps[after] ?? Infinity]
  return step - before < next - step ? after - 1 : after
}

/**
 * The columns of a heat map as indices of samples: as many as there is room for between its first and its last sample, each with the sample nearest to its middle.
 * @param most columns that can be told apart
 */
export function heatColumns(steps: readonly number[], axis: PlotAxis<number>, most: number): { readonly from: number; readonly to: number; readonly samples: readonly number[] } {
  const ownAxis = stepAxis([{ steps, lines: [] }])
  const [from, to] = [axis.placeOf(ownAxis.at(0)), axis.placeOf(ownAxis.at(1))]
  const count = Math.min(Math.round((ownAxis.at(1) - ownAxis.at(0)) / usualGap(steps)), most)
  return { from, to, samples: Array.from({ length: count }, (_, column) => nearestSample(steps, ownAxis.at((column + 0.5) / count))) }
}
