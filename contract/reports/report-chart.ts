// Charts of a report as data: what is drawn, its axes and their units; `main/lab/reports/charts/` draws each kind as SVG.
import { z } from 'zod'

/** How values read: shares as per cent, bytes and seconds in the unit that fits, counts shortened. */
export const valueKindSchema = z.enum(['number', 'count', 'share', 'loss', 'bytes', 'seconds', 'rate', 'flops'])
export type ValueKind = z.infer<typeof valueKindSchema>

/** Null: not a number, infinite, or not known. */
const valueSchema = z.number().nullable()

export const chartAxisSchema = z.strictObject({
  /** With the unit where the values do not carry it: `images per second`. */
  title: z.string(),
  scale: z.enum(['linear', 'log']),
  kind: valueKindSchema,
  /** Values that the axis shows in any case. */
  shown: z.array(z.number()).readonly().optional(),
  /** Whether the axis may end below a few values far above all others, which are then marked. */
  cutsSpikes: z.boolean().optional(),
})
export type ChartAxis = z.infer<typeof chartAxisSchema>

/** An axis of names in their order, e.g. of settings that are no numbers. */
const namesAxisSchema = z.strictObject({ title: z.string(), names: z.array(z.string()).readonly() })

export const chartLineSchema = z.strictObject({
  /** Written at its end; empty: it stays in the background. */
  label: z.string(),
  /** Lines of one colour, from 0: what belongs together, e.g. training and test of one run. */
  colour: z.int().nonnegative(),
  /** `none`: marks alone, which nothing joins, e.g. of published figures or over names. */
  stroke: z.enum(['solid', 'dashed', 'dotted', 'faint', 'none']),
  points: z.array(z.tuple([z.number(), valueSchema])).readonly(),
  /** Bounds around the points, as many as these. */
  band: z.array(z.tuple([valueSchema, valueSchema])).readonly().optional(),
  /** How the bounds are drawn: a shade along the line, or a bar at each point. Absent: a shade. */
  bounds: z.enum(['shade', 'bars']).optional(),
  isMarked: z.boolean().optional(),
})
export type ChartLine = z.infer<typeof chartLineSchema>

const lineChartSchema = z.strictObject({
  kind: z.literal('lines'),
  /** Names: the x of a point is the place of a name, from 0. */
  x: z.union([chartAxisSchema, namesAxisSchema]),
  y: chartAxisSchema,
  lines: z.array(chartLineSchema).readonly(),
})

const barChartSchema = z.strictObject({
  kind: z.literal('bars'),
  /** Words of each place, from top to bottom. */
  over: namesAxisSchema,
  y: chartAxisSchema,
  isStacked: z.boolean(),
  series: z.array(z.strictObject({
    label: z.string(),
    /** One for each place. */
    values: z.array(valueSchema).readonly(),
    /** One standard deviation of each; null: there is none. */
    spreads: z.array(valueSchema).readonly().optional(),
  })).readonly(),
})

/** Estimates with their intervals below each other, against a line at `reference`. */
const intervalChartSchema = z.strictObject({
  kind: z.literal('intervals'),
  x: chartAxisSchema,
  reference: z.number(),
  rows: z.array(z.strictObject({ label: z.string(), value: z.number(), low: valueSchema, high: valueSchema, words: z.string() })).readonly(),
})

const scatterChartSchema = z.strictObject({
  kind: z.literal('scatter'),
  x: chartAxisSchema,
  y: chartAxisSchema,
  /** Names of the colours, where points are of several kinds; absent: all are of one. */
  groups: z.array(z.string()).readonly().optional(),
  /** Lines behind the points, e.g. the roof of a device. */
  lines: z.array(z.strictObject({ label: z.string(), points: z.array(z.tuple([z.number(), z.number()])).readonly() })).readonly().optional(),
  points: z.array(z.strictObject({
    /** Written beside it; empty: nothing. */
    label: z.string(),
    /** Its place in `groups`; absent: 0. */
    group: z.int().nonnegative().optional(),
    /** Area of its mark as a share of the largest; absent: all alike. */
    size: z.number().min(0).max(1).optional(),
    x: z.number(),
    y: z.number(),
    /** One standard deviation of y; null: not known. */
    spread: valueSchema,
    /** Whether it is joined to the others on the front. */
    isOnFront: z.boolean(),
    isPublished: z.boolean(),
  })).readonly(),
})

/** A matrix of counts or differences, e.g. a confusion matrix: rows from top to bottom. */
const matrixChartSchema = z.strictObject({
  kind: z.literal('matrix'),
  rows: namesAxisSchema,
  columns: namesAxisSchema,
  values: z.array(z.array(valueSchema).readonly()).readonly(),
  valueKind: valueKindSchema,
  /** `counts`: from none to the most; `differences`: two colours around 0. */
  shades: z.enum(['counts', 'differences']),
  /** Whether the diagonal is what one wants, and so shaded apart. */
  hasDiagonal: z.boolean(),
})

export const reportChartSchema = z.discriminatedUnion('kind', [lineChartSchema, barChartSchema, intervalChartSchema, scatterChartSchema, matrixChartSchema])
export type ReportChart = z.infer<typeof reportChartSchema>
export type LineChart = z.infer<typeof lineChartSchema>
export type BarChart = z.infer<typeof barChartSchema>
export type IntervalChart = z.infer<typeof intervalChartSchema>
export type ScatterChart = z.infer<typeof scatterChartSchema>
export type MatrixChart = z.infer<typeof matrixChartSchema>
