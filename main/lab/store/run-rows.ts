// Rows of the run tables to and from the contract's records; whatever was stored is checked before it is believed.
import { phrase } from '@language/phrase'
import { asPlainTitle } from '@contract/devices/device-title'
import { LabError } from '@contract/problem'
import { heldOut, heldOutSplit, lastResults } from '@contract/runs/held-out'
import { broughtForward } from '@contract/training/migrate-spec'
import {
  epochResultSchema,
  progressPointSchema,
  runRecordSchema,
  type EpochResult,
  type ProgressPoint,
  type RunRecord,
} from '@contract/runs/run-record'
import type { Row, SqlValue } from './database'

/** The columns of `runs` that change after a run was made, in the order of `mutableValues`. */
export const mutableColumns = [
  'title',
  'title_made',
  'status',
  'device',
  'device_title',
  'threads',
  'plan',
  'parameters',
  'steps_per_epoch',
  'started_at',
  'ended_at',
  'step',
  'images_per_second',
  'predicted_images_per_second',
  'peak_rss_bytes',
  'predicted_rss_bytes',
  'peak_device_bytes',
  'predicted_device_bytes',
  'device_bytes_basis',
  'elapsed_seconds',
  'checkpoint',
  'notice',
  'problem',
  'cluster',
  'test_loss',
  'test_accuracy',
] as const

export function mutableValues(run: RunRecord): SqlValue[] {
  return [
    run.title,
    run.isTitleMade === null ? null : Number(run.isTitleMade),
    run.status,
    run.device,
    run.deviceTitle,
    run.threads,
    run.plan && JSON.stringify(run.plan),
    run.parameters,
    run.stepsPerEpoch,
    run.startedAt,
    run.endedAt,
    run.step,
    run.imagesPerSecond,
    run.predictedImagesPerSecond,
    run.peakRssBytes,
    run.predictedRssBytes,
    run.peakDeviceBytes,
    run.predictedDeviceBytes,
    run.deviceBytesBasis,
    run.elapsedSeconds,
    run.checkpoint && JSON.stringify(run.checkpoint),
    run.notice,
    run.problem && JSON.stringify(run.problem),
    run.cluster && JSON.stringify(run.cluster),
    ...finalTest(run),
  ]
}

/** Loss and accuracy of the one test at the end of a run; null where every epoch has its own. */
function finalTest({ spec, testLoss, testAccuracy }: RunRecord): SqlValue[] {
  return heldOutSplit(spec) === 'test' ? [null, null] : [testLoss, testAccuracy]
}

/** @throws LabError `store/damaged` where the row is not a run of the contract */
export function readRun(row: Row, epochs: readonly EpochResult[]): RunRecord {
  const id = String(row.id)
  return checked(phrase('run {id}', { id }), () => {
    const results = lastResults(epochs.at(-1))
    const run = runRecordSchema.parse({
      id,
      title: row.title,
      isTitleMade: row.title_made === null ? null : row.title_made === 1,
      status: row.status,
      spec: broughtForward(json(row.spec)),
      sweep: typeof row.sweep === 'number' ? { id: `sweep-${row.sweep}`, point: row.sweep_point } : null,
      untilEpoch: row.until_epoch,
      cluster: json(row.cluster),
      device: row.device,
      deviceTitle: row.device_title,
      threads: row.threads,
      plan: json(row.plan),
      parameters: row.parameters,
      stepsPerEpoch: row.steps_per_epoch,
      createdAt: row.created_at,
      queuedAt: row.queued_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      step: row.step,
      ...results,
      testLoss: results.testLoss ?? row.test_loss,
      testAccuracy: results.testAccuracy ?? row.test_accuracy,
      imagesPerSecond: row.images_per_second,
      predictedImagesPerSecond: row.predicted_images_per_second,
      peakRssBytes: row.peak_rss_bytes,
      predictedRssBytes: row.predicted_rss_bytes,
      peakDeviceBytes: row.peak_device_bytes,
      predictedDeviceBytes: row.predicted_device_bytes,
      deviceBytesBasis: row.device_bytes_basis,
      elapsedSeconds: row.elapsed_seconds,
      epochs,
      checkpoint: json(row.checkpoint),
      notice: row.notice,
      problem: json(row.problem),
    })
    return withPlainDevice(run)
  })
}

/** Earlier versions stored the device's title in the language of their time. */
export const withPlainDevice = (run: RunRecord): RunRecord => ({ ...run, deviceTitle: asPlainTitle(run.device, run.deviceTitle, run.threads) })

/** The columns of `epochs` behind the run's number. */
export function epochValues(result: EpochResult): SqlValue[] {
  const { loss, accuracy } = heldOut(result)
  return [
    result.epoch,
    result.trainLoss,
    result.trainAccuracy,
    loss,
    accuracy,
    result.imagesPerSecond,
    result.seconds,
    'testLoss' in result ? 'test' : 'validation',
  ]
}

/** @throws LabError `store/damaged` */
export function readEpoch(row: Row): EpochResult {
  return checked(phrase('an epoch of run {run}', { run: String(row.run) }), () =>
    epochResultSchema.parse({
      epoch: row.epoch,
      trainLoss: row.train_loss,
      trainAccuracy: row.train_accuracy,
      ...(row.held_out === 'validation'
        ? { validationLoss: row.held_out_loss, validationAccuracy: row.held_out_accuracy }
        : { testLoss: row.held_out_loss, testAccuracy: row.held_out_accuracy }),
      imagesPerSecond: row.images_per_second,
      seconds: row.seconds,
    }),
  )
}

export function pointValues(point: ProgressPoint): SqlValue[] {
  return [
    point.step,
    point.epoch,
    point.loss,
    point.accuracy,
    point.runningLoss,
    point.runningAccuracy,
    point.imagesPerSecond,
    point.stepSeconds,
    point.rssBytes,
    point.elapsedSeconds,
    point.secondsLeft,
    point.deviceBytes,
    point.deviceUtilization,
  ]
}

/** @throws LabError `store/damaged` */
export function readPoint(row: Row): ProgressPoint {
  return checked(phrase('a progress point of run {run}', { run: String(row.run) }), () =>
    progressPointSchema.parse({
      step: row.step,
      epoch: row.epoch,
      loss: row.loss,
      accuracy: row.accuracy,
      runningLoss: row.running_loss,
      runningAccuracy: row.running_accuracy,
      imagesPerSecond: row.images_per_second,
      stepSeconds: row.step_seconds,
      rssBytes: row.rss_bytes,
      elapsedSeconds: row.elapsed_seconds,
      secondsLeft: row.seconds_left,
      deviceBytes: row.device_bytes,
      deviceUtilization: row.device_utilization,
    }),
  )
}

function json(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : null
}

/** Names what is damaged, whether it is not JSON or does not fit the schema. */
function checked<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const message = phrase('The store of runs holds something that cannot be read: {what}.', { what })
    throw new LabError('store/damaged', message, phrase('Remove that run; the others are not affected.'), { cause: error })
  }
}
