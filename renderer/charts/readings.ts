// The values of all curves of a chart at one epoch, for the tooltip.
import type { CurvePoint } from '@common/charts/curve-point'

/** The parts of a curve that the tooltip reads. */
export interface ReadableCurve {
  readonly points: readonly CurvePoint[]
  /** A level has the same value everywhere. */
  readonly isLevel: boolean
}

/** A point of a curve. */
export interface Reading {
  /** Index of the curve. */
  readonly curve: number
  /** Index of its point. */
  readonly point: number
}

/** Largest distance in epochs between the tooltip and a point that it reads: the result of a whole epoch is read half an epoch before and after. */
const reach = 0.5

/** Index of the point nearest to x; -1 where there is none. Points are in the order of x. */
function nearest(points: readonly CurvePoint[], x: number): number {
  let [low, high] = [0, points.length - 1]
  if (high < 0) return -1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.x ?? 0) < x) low = middle + 1
    else high = middle
  }
  const [before, behind] = [points[low - 1], points[low]]
  return before && behind && x - before.x <= behind.x - x ? low - 1 : low
}

/**
 * The readings of all curves at the epoch of the point nearest to x; the curve of that point comes first, and levels are always read.
 * Empty where only levels have points.
 */
export function readingsAt(curves: readonly ReadableCurve[], x: number): Reading[] {
  const at = (place: number): (Reading & { readonly distance: number })[] =>
    curves.flatMap(({ points, isLevel }, curve) => {
      const point = nearest(points, place)
      return isLevel || point < 0 ? [] : [{ curve, point, distance: Math.abs((points[point]?.x ?? 0) - place) }]
    })
  const [first] = at(x).sort((a, b) => a.distance - b.distance)
  if (!first) return []
  const epoch = curves[first.curve]?.points[first.point]?.x ?? x
  const near = at(epoch).filter(({ distance }) => distance <= reach)
  near.sort((a, b) => a.distance - b.distance)
  const levels = curves.flatMap(({ points, isLevel }, curve) => (isLevel && points.length > 0 ? [{ curve, point: 0 }] : []))
  return [...near.map(({ curve, point }) => ({ curve, point })), ...levels]
}
