// Sample runs, epochs and points for tests on every floor.
import type { EpochResult, ProgressPoint, RunRecord, TestedEpoch } from '../runs/run-record'
import { defaultSpec } from '../training/run-spec'

/** A run of LeNet with ReLU as the lab would tell of it. */
export function runRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'lenet-relu-1',
    title: 'LeNet with ReLU',
    isTitleMade: null,
    status: 'running',
    spec: defaultSpec('lenet-relu'),
    sweep: null,
    untilEpoch: null,
    cluster: null,
    device: 'cpu',
    deviceTitle: 'CPU, 2 threads',
    threads: 2,
    plan: null,
    parameters: 61_706,
    stepsPerEpoch: 469,
    createdAt: '2025-03-03T14:05:00.000Z',
    queuedAt: '2025-03-03T14:05:00.000Z',
    startedAt: '2025-03-03T14:05:01.000Z',
    endedAt: null,
    step: 0,
    trainLoss: null,
    trainAccuracy: null,
    testLoss: null,
    testAccuracy: null,
    validationLoss: null,
    validationAccuracy: null,
    imagesPerSecond: null,
    predictedImagesPerSecond: null,
    peakRssBytes: null,
    predictedRssBytes: null,
    peakDeviceBytes: null,
    predictedDeviceBytes: null,
    deviceBytesBasis: null,
    elapsedSeconds: 0,
    epochs: [],
    checkpoint: null,
    notice: null,
    problem: null,
    ...changes,
  }
}

export function epochResult(epoch: number, testAccuracy = 0.8): TestedEpoch {
  return { epoch, trainLoss: 0.5, trainAccuracy: 0.81, testLoss: 0.55, testAccuracy, imagesPerSecond: 9000, seconds: 7 }
}

/** The results of an epoch that is judged by images for validation. */
export function validatedEpoch(epoch: number, { validationLoss = 0.6, validationAccuracy = 0.78 } = {}): EpochResult {
  return { epoch, trainLoss: 0.5, trainAccuracy: 0.81, validationLoss, validationAccuracy, imagesPerSecond: 9000, seconds: 7 }
}

export function progressPoint(step: number, changes: Partial<ProgressPoint> = {}): ProgressPoint {
  return {
    step,
    epoch: step / 469,
    loss: 0.5,
    accuracy: 0.8,
    runningLoss: 0.52,
    runningAccuracy: 0.79,
    imagesPerSecond: 9000,
    stepSeconds: 0.0142,
    rssBytes: 3e8,
    deviceBytes: null,
    deviceUtilization: null,
    elapsedSeconds: step / 70,
    secondsLeft: 52.4,
    ...changes,
  }
}
