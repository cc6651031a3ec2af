// What the lab knows of a sweep: its state, and what became of each of its points.
import { z } from 'zod'
import { problemSchema } from '../problem'
import { clusterTaskSchema } from '../runs/cluster-task'
import { axisValueSchema } from './axis'
import { sweepPlaceSchema } from './sweep-place'
import { sweepSpecSchema } from './sweep-spec'

export const sweepStatusSchema = z.enum([
  /** Points are trained, or wait for their turn. */
  'running',
  /** Held by the user; points that were being trained can go on. */
  'paused',
  /** The lab ended while the sweep was going on; it can go on. */
  'interrupted',
  /** Every point has ended, though some may have failed. */
  'completed',
])
export type SweepStatus = z.infer<typeof sweepStatusSchema>

export const pointStatusSchema = z.enum([
  /** Not begun, or to go on later. */
  'waiting',
  /** Its run waits in the queue of runs, or in that of the cluster. */
  'queued',
  'running',
  /** At a rung of successive halving, and not among those that go on so far. */
  'halted',
  'completed',
  /** Its run has failed, or could not be made; it can be repeated. */
  'failed',
  /** Its run was stopped by the user; it can be repeated, and goes on from there. */
  'stopped',
])
export type PointStatus = z.infer<typeof pointStatusSchema>

/** A point that nothing more is done about by itself. */
export function hasEnded(status: PointStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'stopped' || status === 'halted'
}

const figureSchema = z.number().nullable()

/** Figures of a point's run; null where they are not known yet. */
export const pointFiguresSchema = z.strictObject({
  /** Of the last whole epoch; where epochs are judged by images for validation, of the one test at the end. */
  testAccuracy: figureSchema,
  testLoss: figureSchema,
  /** Of the last whole epoch; null where epochs are judged by the test images. */
  validationAccuracy: figureSchema.default(null),
  validationLoss: figureSchema.default(null),
  trainAccuracy: figureSchema,
  trainLoss: figureSchema,
  /** The highest over all epochs, or that of the one test. */
  bestTestAccuracy: figureSchema,
  bestValidationAccuracy: figureSchema.default(null),
  imagesPerSecond: figureSchema,
  /** Training and evaluation, pauses left out. */
  elapsedSeconds: figureSchema,
  peakRssBytes: figureSchema,
  peakDeviceBytes: figureSchema,
  parameters: figureSchema,
  /** Whole epochs done. */
  epochs: figureSchema,
})
export type PointFigures = z.infer<typeof pointFiguresSchema>
export type PointFigure = keyof PointFigures

export const noFigures: PointFigures = {
  testAccuracy: null,
  testLoss: null,
  validationAccuracy: null,
  validationLoss: null,
  trainAccuracy: null,
  trainLoss: null,
  bestTestAccuracy: null,
  bestValidationAccuracy: null,
  imagesPerSecond: null,
  elapsedSeconds: null,
  peakRssBytes: null,
  peakDeviceBytes: null,
  parameters: null,
  epochs: null,
}

export const sweepPointSchema = z.strictObject({
  /** Counts from 1, in the order of the sweep. Seeds of the same values follow each other. */
  number: z.int().positive(),
  /** The value of each axis, by the path of its setting. */
  values: z.record(z.string(), axisValueSchema),
  seed: z.int().nonnegative(),
  /** Id of its run; null before it has one. */
  run: z.string().nullable(),
  status: pointStatusSchema,
  /** The rung that it trains up to, or has reached, from 0; null without successive halving. */
  rung: z.int().nonnegative().nullable(),
  /** Why it failed. */
  problem: problemSchema.nullable(),
  figures: pointFiguresSchema,
  /** Its task on a cluster, the last one; null: none. */
  cluster: clusterTaskSchema.nullable(),
})
export type SweepPoint = z.infer<typeof sweepPointSchema>

/** How many points stand where. */
export const pointCountsSchema = z.strictObject({
  total: z.int(),
  waiting: z.int(),
  queued: z.int(),
  running: z.int(),
  halted: z.int(),
  completed: z.int(),
  failed: z.int(),
  stopped: z.int(),
})
export type PointCounts = z.infer<typeof pointCountsSchema>

const summaryFields = {
  /** Unique in this lab, e.g. `sweep-3`. */
  id: z.string(),
  /** Title given by the user; made of the axes where none was given. */
  title: z.string(),
  status: sweepStatusSchema,
  spec: sweepSpecSchema,
  place: sweepPlaceSchema,
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  /** When its last point ended; null before. */
  endedAt: z.string().nullable(),
  counts: pointCountsSchema,
  /** Expected time to its end, in seconds; null where too little is known. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** What keeps the whole sweep from going on, such as a cluster that refuses it; null: nothing. */
  problem: problemSchema.nullable(),
}

/** A sweep without its points, as lists and events have it. */
export const sweepSummarySchema = z.strictObject(summaryFields)
export type SweepSummary = z.infer<typeof sweepSummarySchema>

export const sweepRecordSchema = z.strictObject({ ...summaryFields, points: z.array(sweepPointSchema) })
export type SweepRecord = z.infer<typeof sweepRecordSchema>

/** A sweep that works, or can go on by itself. */
export function isGoingOn(status: SweepStatus): boolean {
  return status === 'running'
}
