// Results on the images that judge epochs, after each of them, as a curve.
import type { CurvePoint } from '@common/charts/curve-point'

export class TestCurve {
  /** One point an epoch; always the same array object. */
  readonly points: CurvePoint[] = []

  /** Adds the result of an epoch; those of this and later epochs, which a resumed run does again, are forgotten. */
  add(epoch: number, value: number): void {
    this.truncate(epoch)
    this.points.push({ x: epoch, y: value })
  }

  /** Forgets results of this epoch and of later ones. */
  truncate(epoch: number): void {
    while ((this.points.at(-1)?.x ?? -1) >= epoch) this.points.pop()
  }
}
