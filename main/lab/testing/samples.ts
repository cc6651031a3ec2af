// Sample specs, points and results for the lab's tests, and temporary folders.
import type { ProgressPoint, TestedEpoch } from '@contract/runs/run-record'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'

export { temporaryFolder } from '../../files/testing/temporary-folder'

/** LeNet with ReLU on the CPU, so that no device has to be looked for. */
export function sampleSpec(changes: Partial<RunSpec> = {}): RunSpec {
  return { ...defaultSpec('lenet-relu'), device: 'cpu', ...changes }
}

/** A point whose numbers all differ and follow from the step. */
export function samplePoint(step: number): ProgressPoint {
  return {
    step,
    epoch: step / 100,
    loss: 2 / (1 + step),
    accuracy: step / (step + 10),
    runningLoss: 2.5 / (1 + step),
    runningAccuracy: step / (step + 20),
    imagesPerSecond: 1000 + step,
    stepSeconds: 0.1 + step / 1e6,
    rssBytes: 2e8 + step,
    deviceBytes: 1e8 + step,
    deviceUtilization: 1 / (1 + step),
    elapsedSeconds: step / 10,
    secondsLeft: 1000 - step / 10,
  }
}

export function sampleEpoch(epoch: number): TestedEpoch {
  return {
    epoch,
    trainLoss: 1 / epoch,
    trainAccuracy: epoch / (epoch + 1),
    testLoss: 1.1 / epoch,
    testAccuracy: epoch / (epoch + 1.5),
    imagesPerSecond: 900 + epoch,
    seconds: 12 + epoch,
  }
}
