// The content of a chart, independent of drawing: its axes and its series.
import type { CurvePoint } from '@common/charts/curve-point'

/** The meaning of a series; it decides colour, dash and marker, the same in every chart. */
export type SeriesRole = 'train' | 'chunks' | 'test' | 'published' | 'measured' | 'samples' | 'predicted' | 'peak'

export interface ChartSeries {
  readonly role: SeriesRole
  /** Label beside the line, for a level followed by its value; empty for none. */
  readonly label: string
  /** Points in the order of x, the epochs done. A redraw draws the array's current content. */
  readonly points: CurvePoint[]
}

/** Scale of the y axis. */
export type AxisScale = 'linear' | 'log'

/** Title and tick labels of the y axis. */
export interface AxisWords {
  /** Title of the axis, with its unit. */
  readonly title: string
  readonly tick: (value: number) => string
}

export interface ChartModel {
  readonly title: string
  /** A few words below the chart's title that say exactly what is drawn. */
  readonly note: string
  /** Words of an axis whose upper end is `top`. */
  readonly yAxis: (top: number) => AxisWords
  /** Upper end of the y axis; null lets it grow with the data. The lower end of a linear axis is 0. */
  readonly yMax: number | null
  /** The y axis reaches at least this value, so that an empty chart has a sensible scale; null where none is known. */
  readonly yExpected: number | null
  /** Whether a linear axis leaves out values far above all others; they are marked with their value instead. */
  readonly cutsSpikes: boolean
  /** Whether a logarithmic axis is offered. */
  readonly offersLog: boolean
  /** A value with its unit. */
  readonly formatValue: (value: number) => string
  readonly series: readonly ChartSeries[]
  /** Room for names behind the ends of curves, in pixels at 16 px a rem; left out: the usual one. */
  readonly nameRoom?: number
}

/** Whether a series is a level through the whole chart: one value, from its first epoch to its last. */
export function isLevel({ points }: ChartSeries): boolean {
  return points.length === 2 && points[0]?.y === points[1]?.y && points[0]?.x === 0
}
