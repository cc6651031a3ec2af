// What the lab knows of a run: its state, its results by epoch, its progress points.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { oneLine } from '../one-line'
import { checkpointInfoSchema } from './checkpoints'
import { clusterTaskSchema } from './cluster-task'
import { deviceNameSchema } from '../devices/devices'
import { problemSchema } from '../problem'
import { computePlanSchema } from '../training/plan'
import { runSpecSchema } from '../training/run-spec'

/** Most characters of a title of a run or of a sweep. */
export const maxTitleLength = 200

/** A title as the user gives it, made one line; empty: none. */
export const titleSchema = z.string(phrase('must be a text')).transform(oneLine).pipe(z.string().max(maxTitleLength, phrase('must have at most {most} characters', { most: maxTitleLength })))

export const runStatusSchema = z.enum([
  /** Waits for the run before it. */
  'queued',
  /** The engine starts: reads data, compiles the program. */
  'starting',
  'running',
  'paused',
  /** Ended by the user; can be resumed. */
  'stopped',
  'completed',
  /** Ended by a problem that the engine reported. */
  'failed',
  /** The engine or the whole lab ended unexpectedly; can be resumed. */
  'interrupted',
])
export type RunStatus = z.infer<typeof runStatusSchema>

const fractionSchema = z.number().min(0).max(1)

const beginningOfEpoch = {
  /** Counts from 1. */
  epoch: z.int().positive(),
  /** Mean loss over the epoch's training images, as they were trained on. */
  trainLoss: z.number(),
  trainAccuracy: fractionSchema,
}
const endOfEpoch = {
  /** Training images per second of training time (evaluation left out). */
  imagesPerSecond: z.number().nonnegative(),
  /** Wall time of the epoch with its evaluation, in seconds. */
  seconds: z.number().nonnegative(),
}

/** Results of one whole epoch, judged by the test images, as in the book, or by images for validation; `heldOut` reads either. */
export const epochResultSchema = z.union([
  z.strictObject({ ...beginningOfEpoch, testLoss: z.number(), testAccuracy: fractionSchema, ...endOfEpoch }),
  z.strictObject({ ...beginningOfEpoch, validationLoss: z.number(), validationAccuracy: fractionSchema, ...endOfEpoch }),
])
export type EpochResult = z.infer<typeof epochResultSchema>
/** Of an epoch that is judged by the test images. */
export type TestedEpoch = Extract<EpochResult, { readonly testLoss: number }>

/** One point of the live curves: a chunk of a few steps, about half a second long. */
export const progressPointSchema = z.strictObject({
  /** Steps done since the run began, this chunk included. */
  step: z.int().nonnegative(),
  /** Epochs done, fractional: the x axis of the curves. */
  epoch: z.number().nonnegative(),
  /** Mean loss over the chunk. */
  loss: z.number(),
  /** Mean accuracy over the chunk. */
  accuracy: fractionSchema,
  /** Means since the epoch began. */
  runningLoss: z.number(),
  runningAccuracy: fractionSchema,
  imagesPerSecond: z.number().nonnegative(),
  stepSeconds: z.number().nonnegative(),
  /** Resident memory of the engine process, in bytes. */
  rssBytes: z.number().nonnegative(),
  /** Memory in use on the GPU, in bytes; null on the CPU. The run's `deviceBytesBasis` names the source. */
  deviceBytes: z.number().nonnegative().nullable(),
  /** Share of the time in which the GPU was busy; null where unknown. */
  deviceUtilization: fractionSchema.nullable(),
  /** Training and evaluation time so far, pauses left out, in seconds. */
  elapsedSeconds: z.number().nonnegative(),
  /** Expected time to the end of the run, in seconds. */
  secondsLeft: z.number().nonnegative(),
})
export type ProgressPoint = z.infer<typeof progressPointSchema>

/** Source of a run's GPU memory: `measured` by NVIDIA's tool or AMD's driver (growth since the run began), or `counted` by the engine (bytes that it holds). */
export const deviceBytesBasisSchema = z.enum(['measured', 'counted'])

/** The place of a run in a sweep. */
export const runSweepSchema = z.strictObject({
  /** Id of the sweep. */
  id: z.string(),
  /** Number of the point, from 1. */
  point: z.int().positive(),
})
export type RunSweep = z.infer<typeof runSweepSchema>

export const runRecordSchema = z.strictObject({
  /** Unique in this lab, e.g. `lenet-relu-12`. */
  id: z.string(),
  /** Title given by the user, or the preset's; the id where none was given. */
  title: z.string(),
  /** Whether the title was made of the settings, in the language of its time; null: an earlier version made the run, see `hasDefaultTitle`. */
  isTitleMade: z.boolean().nullable().default(null),
  status: runStatusSchema,
  spec: runSpecSchema,
  /** The sweep that it belongs to, and its point there; null: none. */
  sweep: runSweepSchema.nullable(),
  /** The run ends as `stopped` after this epoch, with everything as in a run that goes on: a rung of its sweep. Null: it goes to its last. */
  untilEpoch: z.int().positive().nullable(),
  /** The task on a cluster that trained it; null: this lab did. */
  cluster: clusterTaskSchema.nullable(),
  /** The device that the run trains on; null until it has started. */
  device: deviceNameSchema.nullable(),
  /** That device by name, e.g. `NVIDIA GeForce RTX 3060 through WebGPU`: the same in every language, see `plainDeviceTitle`. */
  deviceTitle: z.string().nullable(),
  threads: z.int().nullable(),
  /** The way of every site of its program; null until it has started, on a GPU, and where an earlier version trained it, by the built-in ways. */
  plan: computePlanSchema.nullable().default(null),
  parameters: z.int().nullable(),
  stepsPerEpoch: z.int().nullable(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  /** When it last began to wait for its turn: its place in the queue, which a run that goes on again has at the end. Null for runs of earlier versions. */
  queuedAt: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Steps done. */
  step: z.int().nonnegative(),
  /** Results of the last whole epoch; null before the first has ended. */
  trainLoss: z.number().nullable(),
  trainAccuracy: z.number().nullable(),
  /** Of the last whole epoch, where epochs are judged by the test images; else of the one test at the end of the run, and null before it. */
  testLoss: z.number().nullable(),
  testAccuracy: z.number().nullable(),
  /** Of the last whole epoch; null where epochs are judged by the test images. */
  validationLoss: z.number().nullable().default(null),
  validationAccuracy: z.number().nullable().default(null),
  /** Median over the run's progress points. */
  imagesPerSecond: z.number().nullable(),
  /** What was expected of it before the run began, alone on its device, by a measurement or an earlier run; null: there was none, or an earlier version trained it. */
  predictedImagesPerSecond: z.number().nullable().default(null),
  /** Largest resident memory of the engine process, in bytes, and its prediction from the network's layers. */
  peakRssBytes: z.number().nullable(),
  predictedRssBytes: z.number().nullable(),
  /** The same for the memory on a GPU; null on the CPU. */
  peakDeviceBytes: z.number().nullable(),
  predictedDeviceBytes: z.number().nullable(),
  deviceBytesBasis: deviceBytesBasisSchema.nullable(),
  /** Training and evaluation time, pauses left out, in seconds. */
  elapsedSeconds: z.number().nonnegative(),
  epochs: z.array(epochResultSchema),
  /** Where the run can go on; null: at its beginning only. */
  checkpoint: checkpointInfoSchema.nullable(),
  /** Sentences for the user beside the results, e.g. that a damaged checkpoint was skipped; a run that goes on keeps them. */
  notice: z.string().nullable(),
  /** Why a failed or interrupted run ended. */
  problem: problemSchema.nullable(),
})
export type RunRecord = z.infer<typeof runRecordSchema>

/** A run that the engine process works on, or is about to. */
export function isActive(status: RunStatus): boolean {
  return status === 'queued' || status === 'starting' || status === 'running' || status === 'paused'
}

/** A run that ended before its last epoch and can go on. */
export function isResumable(record: Pick<RunRecord, 'status'>): boolean {
  return record.status === 'stopped' || record.status === 'interrupted' || record.status === 'failed'
}
