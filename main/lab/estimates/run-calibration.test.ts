// What a finished run says about the cost of its network, and when it says nothing.
import type { RunRecord } from '@contract/runs/run-record'
import { expect, it } from 'vitest'
import { sampleSpec } from '../testing/samples'
import { calibrationOfRun, overheadOfRun } from './run-calibration'

const counts = { train: 1000, judging: 500, test: 500 }
const epoch = { trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5, imagesPerSecond: 100 }
const run: RunRecord = {
  ...{ id: 'lenet-relu-1', title: '', isTitleMade: null, status: 'completed', spec: sampleSpec(), sweep: null, untilEpoch: null, cluster: null, device: 'cpu', deviceTitle: 'CPU, 2 threads', threads: 2, plan: null, parameters: 1, stepsPerEpoch: 10 },
  ...{ createdAt: '', queuedAt: null, startedAt: '', endedAt: '', step: 20, trainLoss: 1, trainAccuracy: 1, testLoss: 1, testAccuracy: 1, validationLoss: null, validationAccuracy: null },
  ...{ imagesPerSecond: 100, predictedImagesPerSecond: null, peakRssBytes: 4e8, predictedRssBytes: null, peakDeviceBytes: null, predictedDeviceBytes: null },
  ...{ deviceBytesBasis: null, elapsedSeconds: 27, checkpoint: null, notice: null, problem: null },
  epochs: [{ ...epoch, epoch: 1, seconds: 15 }, { ...epoch, epoch: 2, seconds: 12 }],
}

it('is the median step, the fastest evaluation and the peak memory', () => {
  const calibration = calibrationOfRun(run, 0.9, counts)
  expect(calibration).toEqual({ stepSeconds: 0.9, testImageSeconds: 2 / 500, peakRssBytes: 4e8, deviceBytes: null })
})

it('is nothing where the run was short, ended early, or its numbers do not fit together', () => {
  expect(calibrationOfRun({ ...run, step: 19 }, 0.9, counts)).toBeNull()
  expect(calibrationOfRun({ ...run, status: 'stopped' }, 0.9, counts)).toBeNull()
  expect(calibrationOfRun({ ...run, epochs: [] }, 0.9, counts)).toBeNull()
  expect(calibrationOfRun({ ...run, epochs: [{ ...epoch, epoch: 1, seconds: 9 }] }, 0.9, counts)).toBeNull()
  expect(calibrationOfRun({ ...run, peakRssBytes: null }, 0.9, counts)).toBeNull()
  expect(calibrationOfRun(run, null, counts)).toBeNull()
})

it('tells an overhead without the answers to the test images, where the run was left alone', () => {
  expect(overheadOfRun(run, 5, counts)).toBe(5 - 2)
  expect(overheadOfRun(run, null, counts)).toBeNull()
  expect(overheadOfRun(run, 1, counts)).toBeNull()
  expect(overheadOfRun({ ...run, status: 'stopped' }, 5, counts)).toBeNull()
  expect(overheadOfRun({ ...run, epochs: [] }, 5, counts)).toBeNull()
})
