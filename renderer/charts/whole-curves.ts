// The curves of one run with every point, for charts that are looked at closely: plain arrays that no framework watches.
import type { CurveColumns, PointColumns } from '@contract/runs/curve-columns'
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { GrowingColumns } from './growing-columns'
import { TestCurve } from './test-curve'

export class WholeCurves {
  readonly testLoss = new TestCurve()
  readonly testAccuracy = new TestCurve()
  readonly #points: GrowingColumns

  /** @param columns points and results so far; their arrays become those of the curves */
  constructor(columns: Pick<CurveColumns, 'points' | 'epochs'>) {
    this.#points = new GrowingColumns(columns.points)
    const { epoch, testLoss, testAccuracy } = columns.epochs
    epoch.forEach((at, i) => {
      this.testLoss.add(at, testLoss[i] ?? 0)
      this.testAccuracy.add(at, testAccuracy[i] ?? 0)
    })
  }

  /** Every point so far. */
  get points(): PointColumns {
    return this.#points.columns
  }

  /** Epochs done at the newest point. */
  get epoch(): number {
    return this.points.epoch.at(-1) ?? 0
  }

  /** Adds a point. A point before the last one means that the run went back to a checkpoint: the points after it are removed. */
  add(point: ProgressPoint): void {
    if (point.step <= (this.points.step.at(-1) ?? 0)) {
      this.#points.truncate(point.step)
      this.testLoss.truncate(point.epoch)
      this.testAccuracy.truncate(point.epoch)
    }
    this.#points.push({ ...point, memoryBytes: point.deviceBytes ?? point.rssBytes })
  }

  /** Adds the results of a whole epoch. */
  addEpoch({ epoch, testLoss, testAccuracy }: EpochResult): void {
    this.testLoss.add(epoch, testLoss)
    this.testAccuracy.add(epoch, testAccuracy)
  }
}
