// The curves of one run, as its charts draw them: plain bounded arrays that no framework watches.
import type { MergedCurves } from '@contract/runs/curve-columns'
import { heldOut } from '@contract/runs/held-out'
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { BoundedSeries } from './bounded-series'
import { TrailingMean } from '@common/curves/trailing-mean'
import { TestCurve } from './test-curve'

/** A curve of a quantity measured over chunks of steps. */
class ChunkCurve {
  /** Means over half an epoch. */
  readonly mean: BoundedSeries
  /** Means over single chunks, which scatter. */
  readonly chunks: BoundedSeries
  readonly #trailing = new TrailingMean()

  constructor(pointsEach: number) {
    this.mean = new BoundedSeries('mean', pointsEach)
    this.chunks = new BoundedSeries('mean', pointsEach)
  }

  /** @param count of points that were merged to this one */
  add(epoch: number, steps: number, value: number, count: number): void {
    this.chunks.push(epoch, value, count)
    this.mean.push(epoch, this.#trailing.add(epoch, steps, value), count)
  }

  truncate(epoch: number): void {
    this.mean.truncate(epoch)
    this.chunks.truncate(epoch)
    this.#trailing.truncate(epoch)
  }
}

/** Curves of loss or accuracy on training images and on those that judge epochs. */
class TrainTestCurve {
  readonly train: ChunkCurve
  readonly test = new TestCurve()

  constructor(pointsEach: number) {
    this.train = new ChunkCurve(pointsEach)
  }

  truncate(epoch: number): void {
    this.train.truncate(epoch)
    this.test.truncate(epoch)
  }
}

/** Collects a run's progress; the x axis of every curve is epochs done. */
export class RunCurves {
  readonly loss: TrainTestCurve
  readonly accuracy: TrainTestCurve
  readonly imagesPerSecond: ChunkCurve
  /** Bytes in use on the GPU, or else resident bytes of the engine process; merged values keep the largest. */
  readonly memory: BoundedSeries
  #lastStep = 0

  /** @param curves points and results so far */
  constructor({ points, epochs, pointsEach }: Pick<MergedCurves, 'points' | 'epochs' | 'pointsEach'>) {
    this.loss = new TrainTestCurve(pointsEach)
    this.accuracy = new TrainTestCurve(pointsEach)
    this.imagesPerSecond = new ChunkCurve(pointsEach)
    this.memory = new BoundedSeries('max', pointsEach)
    const { step, epoch, loss, accuracy, imagesPerSecond, memoryBytes } = points
    for (let i = 0; i < step.length; i++) {
      this.#draw(step[i] ?? 0, epoch[i] ?? 0, loss[i] ?? 0, accuracy[i] ?? 0, imagesPerSecond[i] ?? 0, memoryBytes[i] ?? 0, pointsEach)
    }
    epochs.epoch.forEach((at, i) => {
      this.loss.test.add(at, epochs.heldOutLoss[i] ?? 0)
      this.accuracy.test.add(at, epochs.heldOutAccuracy[i] ?? 0)
    })
  }

  /** Adds a point. A point before the last one means that the run went back to a checkpoint: the points after it are removed. */
  add(point: ProgressPoint): void {
    if (point.step <= this.#lastStep) this.#rewind(point)
    this.#draw(point.step, point.epoch, point.loss, point.accuracy, point.imagesPerSecond, point.deviceBytes ?? point.rssBytes, 1)
  }

  /** Adds the results of a whole epoch. */
  addEpoch(result: EpochResult): void {
    const { loss, accuracy } = heldOut(result)
    this.loss.test.add(result.epoch, loss)
    this.accuracy.test.add(result.epoch, accuracy)
  }

  #draw(step: number, epoch: number, loss: number, accuracy: number, imagesPerSecond: number, memoryBytes: number, count: number): void {
    const steps = Math.max(step - this.#lastStep, 1)
    this.loss.train.add(epoch, steps, loss, count)
    this.accuracy.train.add(epoch, steps, accuracy, count)
    this.imagesPerSecond.add(epoch, steps, imagesPerSecond, count)
    this.memory.push(epoch, memoryBytes, count)
    this.#lastStep = step
  }

  #rewind(point: ProgressPoint): void {
    this.loss.truncate(point.epoch)
    this.accuracy.truncate(point.epoch)
    this.imagesPerSecond.truncate(point.epoch)
    this.memory.truncate(point.epoch)
    this.#lastStep = Math.max(point.step - 1, 0)
  }
}
