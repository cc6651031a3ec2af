// The curves of one run with every point, for charts that are looked at closely: plain arrays that no framework watches.
import type { CurveColumns, PointColumns } from '@contract/runs/curve-columns'
import { heldOut } from '@contract/runs/held-out'
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { GrowingColumns } from './growing-columns'
import { TestCurve } from './test-curve'

export class WholeCurves {
  /** Of the images that judge epochs. */
  readonly heldOutLoss = new TestCurve()
  readonly heldOutAccuracy = new TestCurve()
  readonly #points: GrowingColumns

  /** @param columns points and results so far; their arrays become those of the curves */
  constructor(columns: Pick<CurveColumns, 'points' | 'epochs'>) {
    this.#points = new GrowingColumns(columns.points)
    const { epoch, heldOutLoss, heldOutAccuracy } = columns.epochs
    epoch.forEach((at, i) => {
      this.heldOutLoss.add(at, heldOutLoss[i] ?? 0)
      this.heldOutAccuracy.add(at, heldOutAccuracy[i] ?? 0)
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
      this.heldOutLoss.truncate(point.epoch)
      this.heldOutAccuracy.truncate(point.epoch)
    }
    this.#points.push({ ...point, memoryBytes: point.deviceBytes ?? point.rssBytes })
  }

  /** Adds the results of a whole epoch. */
  addEpoch(result: EpochResult): void {
    const { loss, accuracy } = heldOut(result)
    this.heldOutLoss.add(result.epoch, loss)
    this.heldOutAccuracy.add(result.epoch, accuracy)
  }
}
