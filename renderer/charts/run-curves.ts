// The curves of one run, as its charts draw them: plain bounded arrays that no framework watches.
import type { CurveColumns, PointColumns } from '@contract/runs/curve-columns'
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import type { CurvePoint } from '@common/charts/curve-point'
import { BoundedSeries } from './bounded-series'
import { GrowingColumns } from './growing-columns'
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
  readonly #all: GrowingColumns
  #lastStep = 0
  #lastEpoch = 0

  /** @param columns points and results so far; their arrays become those of the curves */
  constructor(columns: Pick<CurveColumns, 'points' | 'epochs'> | null = null) {
    this.#all = new GrowingColumns(columns?.points)
    if (!columns) return
    const { points, epochs } = columns
    const { step, epoch, loss, accuracy, imagesPerSecond, memoryBytes } = points
    for (let i = 0; i < step.length; i++) {
      this.#draw(step[i] ?? 0, epoch[i] ?? 0, loss[i] ?? 0, accuracy[i] ?? 0, imagesPerSecond[i] ?? 0, memoryBytes[i] ?? 0)
    }
    epochs.epoch.forEach((at, i) => {
      this.loss.addTest(at, epochs.testLoss[i] ?? 0)
      this.accuracy.addTest(at, epochs.testAccuracy[i] ?? 0)
    })
  }

  /** Epochs done at the newest point. */
  get epoch(): number {
    return this.#lastEpoch
  }

  /** Every point, for charts that are looked at closely. */
  get points(): PointColumns {
    return this.#all.columns
  }

  /** Adds a point. A point before the last one means that the run went back to a checkpoint: the points after it are removed. */
  add(point: ProgressPoint): void {
    if (point.step <= this.#lastStep) this.#rewind(point)
    const memoryBytes = point.deviceBytes ?? point.rssBytes
    this.#all.push({ ...point, memoryBytes })
    this.#draw(point.step, point.epoch, point.loss, point.accuracy, point.imagesPerSecond, memoryBytes)
  }

  /** Adds the results of a whole epoch. */
  addEpoch(result: EpochResult): void {
    this.loss.addTest(result.epoch, result.testLoss)
    this.accuracy.addTest(result.epoch, result.testAccuracy)
  }

  #draw(step: number, epoch: number, loss: number, accuracy: number, imagesPerSecond: number, memoryBytes: number): void {
    const steps = Math.max(step - this.#lastStep, 1)
    this.loss.train.add(epoch, steps, loss)
    this.accuracy.train.add(epoch, steps, accuracy)
    this.imagesPerSecond.add(epoch, steps, imagesPerSecond)
    this.memory.push(epoch, memoryBytes)
    this.#lastStep = step
    this.#lastEpoch = epoch
  }

  #rewind(point: ProgressPoint): void {
    this.#all.truncate(point.step)
    this.loss.truncate(point.epoch)
    this.accuracy.truncate(point.epoch)
    this.imagesPerSecond.truncate(point.epoch)
    this.memory.truncate(point.epoch)
    this.#lastStep = Math.max(point.step - 1, 0)
  }
}
