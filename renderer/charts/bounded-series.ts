// A curve that never holds more than a few hundred points, however many values are added.

import type { CurvePoint } from '@common/charts/curve-point'

/** How neighbouring values are merged into one. */
export type Merge = 'mean' | 'max'

/**
 * Collects values in the order of x. When `limit` points are reached, neighbours are merged in pairs, and from then on each
 * point stands for twice as many values. The newest value is always part of the last point.
 */
export class BoundedSeries {
  /** The points to draw; always the same array object. */
  readonly points: CurvePoint[] = []
  readonly #merge: Merge
  readonly #limit: number
  /** Number of values that a closed point stands for. */
  #valuesPerPoint: number
  /** Number of values in the last point, which is open while they are fewer than `valuesPerPoint`. */
  #valuesInLast = 0

  /**
   * @param valuesPerPoint values that a point stands for at the beginning: more than one where those pushed first are merged already
   * @param limit even number of points never exceeded
   */
  constructor(merge: Merge = 'mean', valuesPerPoint = 1, limit = 600) {
    this.#merge = merge
    this.#valuesPerPoint = valuesPerPoint
    this.#limit = limit
  }

  /** @param count of values that `y` is merged of */
  push(x: number, y: number, count = 1): void {
    const last = this.points.at(-1)
    if (last && this.#valuesInLast < this.#valuesPerPoint) {
      last.y = this.#combine(last.y, this.#valuesInLast, y, count)
      last.x = x
      this.#valuesInLast += count
      return
    }
    if (this.points.length >= this.#limit) this.#halve()
    this.points.push({ x, y })
    this.#valuesInLast = count
  }

  /** Removes everything from x on, e.g. when a run goes on from an earlier checkpoint. */
  truncate(x: number): void {
    let kept = this.points.length
    while (kept > 0 && (this.points[kept - 1]?.x ?? 0) >= x) kept--
    if (kept === this.points.length) return
    this.points.length = kept
    this.#valuesInLast = this.#valuesPerPoint
  }

  #halve(): void {
    const merged: CurvePoint[] = []
    for (let i = 0; i + 1 < this.points.length; i += 2) {
      const [first, second] = this.points.slice(i, i + 2)
      if (first && second) merged.push({ x: second.x, y: this.#combine(first.y, 1, second.y, 1) })
    }
    this.points.splice(0, this.points.length, ...merged)
    this.#valuesPerPoint *= 2
  }

  #combine(a: number, weightA: number, b: number, weightB: number): number {
    return this.#merge === 'max' ? Math.max(a, b) : (a * weightA + b * weightB) / (weightA + weightB)
  }
}
