// The curves of one run, as its charts draw them: plain bounded arrays that no framework watches.
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import type { CurvePoint } from '@common/charts/curve-point'
import { BoundedSeries } from './bounded-series'
import { TrailingMean } from '@common/curves/trailing-mean'

/** A curve of a quantity measured over chunks of steps. */
class ChunkCurve {
  /** Means over half an epoch. */
  readonly mean = new BoundedSeries()
  /** Means over single chunks, which scatter. */
  readonly chunks = new BoundedSeries()
  readonly #trailing = new TrailingMean()

  add(epoch: number, steps: number, value: number): void {
    this.chunks.push(epoch, value)
    this.mean.push(epoch, this.#trailing.add(epoch, steps, value))
  }

  truncate(epoch: number): void {
    this.mean.truncate(epoch)
    this.chunks.truncate(epoch)
    this.#trailing.truncate(epoch)
  }
}

/** Curves of loss or accuracy on training and test images. */
class TrainTestCurve {
  readonly train = new ChunkCurve()
  /** Test results at the end of each epoch. */
  readonly test: CurvePoint[] = []

  addTest(epoch: number, value: number): void {
    this.#truncateTest(epoch)
    this.test.push({ x: epoch, y: value })
  }

  truncate(epoch: number): void {
    this.train.truncate(epoch)
    this.#truncateTest(epoch)
  }

  #truncateTest(epoch: number): void {
    while ((this.test.at(-1)?.x ?? -1) >= epoch) this.test.pop()
  }
}

/** Collects a run's progress; the x axis of every curve is epochs done. */
export class RunCurves {
  readonly loss = new TrainTestCurve()
  readonly accuracy = new TrainTestCurve()
  readonly imagesPerSecond = new ChunkCurve()
  /** Bytes in use on the GPU, or else resident bytes of the engine process; merged values keep the largest. */
  readonly memory = new BoundedSeries('max')
  #lastStep = 0
  #lastEpoch = 0

  /** Epochs done at the newest point. */
  get epoch(): number {
    return this.#lastEpoch
  }

  /** Adds a point. A point before the last one means that the run went back to a checkpoint: the points after it are removed. */
  add(point: ProgressPoint): void {
    if (point.step <= this.#lastStep) this.#rewind(point)
    const steps = Math.max(point.step - this.#lastStep, 1)
    this.loss.train.add(point.epoch, steps, point.loss)
    this.accuracy.train.add(point.epoch, steps, point.accuracy)
    this.imagesPerSecond.add(point.epoch, steps, point.imagesPerSecond)
    this.memory.push(point.epoch, point.deviceBytes ?? point.rssBytes)
    this.#lastStep = point.step
    this.#lastEpoch = point.epoch
  }

  /** Adds the results of a whole epoch. */
  addEpoch(result: EpochResult): void {
    this.loss.addTest(result.epoch, result.testLoss)
    this.accuracy.addTest(result.epoch, result.testAccuracy)
  }

  #rewind(point: ProgressPoint): void {
    this.loss.truncate(point.epoch)
    this.accuracy.truncate(point.epoch)
    this.imagesPerSecond.truncate(point.epoch)
    this.memory.truncate(point.epoch)
    this.#lastStep = Math.max(point.step - 1, 0)
  }
}

/** The curves of a run from its stored points and results. */
export function curvesOf(points: readonly ProgressPoint[], epochs: readonly EpochResult[]): RunCurves {
  const curves = new RunCurves()
  for (const point of points) curves.add(point)
  for (const result of epochs) curves.addEpoch(result)
  return curves
}
