// A finished run with its curves, made by formula, for the tests of reports and listings.
import type { ProgressPoint, RunRecord, TestedEpoch } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { samplePoint, sampleSpec } from './samples'

export interface FinishedRun {
  readonly run: RunRecord
  readonly points: readonly ProgressPoint[]
}

/** A run that learned as networks do: losses fall towards a floor, accuracies rise. */
export function finishedRun(changes: Partial<RunRecord> = {}, spec: RunSpec = sampleSpec()): FinishedRun {
  const stepsPerEpoch = 469
  const lossAt = (epochs: number) => 0.3 + 2 * Math.exp(-epochs / 2)
  const points = Array.from({ length: spec.epochs * 20 }, (_, index): ProgressPoint => {
    const epoch = (index + 1) / 20
    const loss = lossAt(epoch) + 0.05 * Math.sin(index)
    const accuracy = 1 - lossAt(epoch) / 2.5
    return { ...samplePoint(Math.round(epoch * stepsPerEpoch)), deviceBytes: null, deviceUtilization: null, epoch, loss, accuracy, runningLoss: lossAt(epoch), runningAccuracy: accuracy }
  })
  const epochs = Array.from({ length: spec.epochs }, (_, index): TestedEpoch => {
    const loss = lossAt(index + 1)
    const accuracies = { trainAccuracy: 1 - loss / 2.5, testAccuracy: 1 - loss / 2.4 }
    return { epoch: index + 1, trainLoss: loss, testLoss: loss + 0.04, ...accuracies, imagesPerSecond: 11_800, seconds: 5.9 }
  })
  const last = epochs.at(-1)
  const run: RunRecord = {
    ...{ id: 'lenet-relu-7', title: 'LeNet with ReLU', isTitleMade: null, status: 'completed', spec, sweep: null, untilEpoch: null, cluster: null, device: 'cpu', deviceTitle: 'CPU, 2 threads', threads: 2, plan: null, parameters: 61_706, stepsPerEpoch },
    ...{ createdAt: '2026-11-22T19:55:00.000Z', queuedAt: null, startedAt: '2026-11-22T19:55:01.000Z', endedAt: '2026-11-22T19:56:02.000Z' },
    ...{ step: spec.epochs * stepsPerEpoch, imagesPerSecond: 11_800, predictedImagesPerSecond: 10_900, peakRssBytes: 312e6, predictedRssBytes: 268e6, peakDeviceBytes: null, predictedDeviceBytes: null, deviceBytesBasis: null, elapsedSeconds: 59, checkpoint: null, notice: null, problem: null },
    ...{ trainLoss: last?.trainLoss ?? null, trainAccuracy: last?.trainAccuracy ?? null },
    ...{ testLoss: last?.testLoss ?? null, testAccuracy: last?.testAccuracy ?? null, validationLoss: null, validationAccuracy: null, epochs },
    ...changes,
  }
  return { run, points }
}
