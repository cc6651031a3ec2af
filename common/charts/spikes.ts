// The peaks that a cut axis leaves out, so that each can be marked with its value.
import type { CurvePoint } from './curve-point'

/** The largest point of each stretch in which a curve lies above a limit, in the order of x. */
export function spikesAbove(points: readonly CurvePoint[], limit: number): CurvePoint[] {
  const spikes: CurvePoint[] = []
  let isAbove = false
  for (const point of points) {
    if (point.y > limit) {
      const last = spikes.at(-1)
      if (!isAbove || !last) spikes.push(point)
      else if (point.y > last.y) spikes[spikes.length - 1] = point
    }
    isAbove = point.y > limit
  }
  return spikes
}

/** The largest of each group of spikes closer together than a distance, at which their labels would overlap; in the order of x. */
export function spacedApart<T extends CurvePoint>(spikes: readonly T[], distance: number): T[] {
  const kept: T[] = []
  for (const spike of [...spikes].sort((a, b) => b.y - a.y)) {
    if (kept.every(({ x }) => Math.abs(x - spike.x) >= distance)) kept.push(spike)
  }
  return kept.sort((a, b) => a.x - b.x)
}

/** A curve for an axis that ends at a limit: points beyond are drawn a little above it, outside the chart, as a canvas cannot draw a line to 1e17. */
export function drawnBelow(points: CurvePoint[], limit: number): CurvePoint[] {
  return points.some(({ y }) => y > limit) ? points.map((point) => (point.y > limit ? { x: point.x, y: 2 * limit } : point)) : points
}
