// Zooming and moving along the x axis of plots: pure functions of the part that is shown.
import type { AxisScale } from './chart-model'
import { shareOf, valueOf, type PlotRange } from './curve-plot'

/** A part of the whole axis is at least this share of it. */
const leastShare = 1e-5

/**
 * The part of the axis after zooming.
 * @param factor below 1: closer
 * @param at place that stays where it is, 0 (left) to 1
 */
export function zoomed(part: PlotRange, whole: PlotRange, factor: number, at: number, scale: AxisScale): PlotRange {
  const [from, to] = [shareOf(part.from, whole, scale), shareOf(part.to, whole, scale)]
  const size = Math.min(Math.max((to - from) * factor, leastShare), 1)
  const fixed = from + at * (to - from)
  return partAt(fixed - at * size, size, whole, scale)
}

/** The part of the axis after moving by a share of what is shown; positive: to the right. */
export function moved(part: PlotRange, whole: PlotRange, by: number, scale: AxisScale): PlotRange {
  const [from, to] = [shareOf(part.from, whole, scale), shareOf(part.to, whole, scale)]
  return partAt(from + by * (to - from), to - from, whole, scale)
}

/** A part of a given size, pushed back where it would leave the axis. */
function partAt(from: number, size: number, whole: PlotRange, scale: AxisScale): PlotRange {
  const start = Math.min(Math.max(from, 0), 1 - size)
  return { from: valueOf(start, whole, scale), to: valueOf(start + size, whole, scale) }
}
