// What a chart shows, apart from how it is drawn: its axes and its series.
import type { CurvePoint } from './bounded-series'

/** What a series stands for; it decides colour, dash and marker, the same in every chart. */
export type SeriesRole = 'train' | 'chunks' | 'test' | 'published' | 'measured' | 'samples' | 'predicted'

export interface ChartSeries {
  readonly role: SeriesRole
  /** Written beside the line, and for a published or predicted series followed by its value; empty for none. */
  readonly label: string
  /** In the order of x, which is epochs done. The chart draws whatever the array holds at a redraw. */
  readonly points: CurvePoint[]
}

export interface ChartModel {
  readonly title: string
  /** A few words beside the title that say what exactly is drawn. */
  readonly note: string
  /** Title of the y axis, with its unit. */
  readonly yTitle: string
  /** Upper end of the y axis; null lets it grow with the data. The lower end is 0. */
  readonly yMax: number | null
  /** What the y axis shows at least, so that an empty chart has a sensible scale already; null where that is not known. */
  readonly yExpected: number | null
  readonly formatTick: (value: number) => string
  /** A value with its unit. */
  readonly formatValue: (value: number) => string
  readonly series: readonly ChartSeries[]
}
