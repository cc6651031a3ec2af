// What a chart shows, apart from how it is drawn: its axes and its series.
import type { CurvePoint } from './bounded-series'

/** What a series stands for; it decides colour, dash and marker, the same in every chart. */
export type SeriesRole = 'train' | 'chunks' | 'test' | 'published' | 'measured' | 'samples' | 'predicted' | 'peak'

export interface ChartSeries {
  readonly role: SeriesRole
  /** Written beside the line, and for a level followed by its value; empty for none. */
  readonly label: string
  /** In the order of x, which is epochs done. The chart draws whatever the array holds at a redraw. */
  readonly points: CurvePoint[]
}

/** How the y axis is divided. */
export type AxisScale = 'linear' | 'log'

/** How the y axis is written. */
export interface AxisWords {
  /** Title of the axis, with its unit. */
  readonly title: string
  readonly tick: (value: number) => string
}

export interface ChartModel {
  readonly title: string
  /** A few words below the title that say what exactly is drawn. */
  readonly note: string
  /** How an axis is written that reaches up to a value. */
  readonly yAxis: (top: number) => AxisWords
  /** Upper end of the y axis; null lets it grow with the data. The lower end of a linear axis is 0. */
  readonly yMax: number | null
  /** What the y axis shows at least, so that an empty chart has a sensible scale already; null where that is not known. */
  readonly yExpected: number | null
  /** Whether values far above all others are left out of a linear axis, and marked with their value instead. */
  readonly cutsSpikes: boolean
  /** Whether a logarithmic axis is offered. */
  readonly offersLog: boolean
  /** A value with its unit. */
  readonly formatValue: (value: number) => string
  readonly series: readonly ChartSeries[]
}

/** Whether a series is a level through the whole chart: one value, from its first epoch to its last. */
export function isLevel({ points }: ChartSeries): boolean {
  return points.length === 2 && points[0]?.y === points[1]?.y && points[0]?.x === 0
}
