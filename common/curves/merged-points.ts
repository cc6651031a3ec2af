// The points of a long run merged to few, as the charts do: neighbours become one point with the means of what scatters and the largest memory.
import type { ProgressPoint } from '@contract/runs/run-record'

export interface MergedPoints {
  readonly points: readonly ProgressPoint[]
  /** Points that each of `points` stands for, on average; 1: they are as they were measured. */
  readonly pointsEach: number
}

type Numbers = readonly number[]

const mean = (values: Numbers): number => values.reduce((sum, value) => sum + value, 0) / values.length
const largest = (values: Numbers): number => values.reduce((most, value) => Math.max(most, value), -Infinity)
const last = (values: Numbers): number => values.at(-1) ?? NaN

/** How neighbours become one: what grows with the steps, and means of its own, have their last value. */
const merges: Readonly<Record<keyof ProgressPoint, (values: Numbers) => number>> = {
  step: last,
  epoch: last,
  loss: mean,
  accuracy: mean,
  runningLoss: last,
  runningAccuracy: last,
  imagesPerSecond: mean,
  stepSeconds: mean,
  rssBytes: largest,
  deviceBytes: largest,
  deviceUtilization: mean,
  elapsedSeconds: last,
  secondsLeft: last,
}

/**
 * Points in the order of steps, merged by equal numbers of steps to at most so many.
 * @param most from 1
 */
export function mergedPoints(points: readonly ProgressPoint[], most: number): MergedPoints {
  if (points.length <= most) return { points, pointsEach: 1 }
  const stepsEach = Math.ceil((points.at(-1)?.step ?? 1) / most)
  const parts = new Map<number, ProgressPoint[]>()
  for (const point of points) {
    const part = Math.max(0, Math.ceil(point.step / stepsEach) - 1)
    const members = parts.get(part)
    if (members) members.push(point)
    else parts.set(part, [point])
  }
  return { points: [...parts.values()].map(mergedOf), pointsEach: points.length / parts.size }
}

function mergedOf(members: readonly ProgressPoint[]): ProgressPoint {
  const columns = Object.entries(merges).map(([name, merge]) => {
    const known = members.flatMap((point) => point[name as keyof ProgressPoint] ?? [])
    return [name, known.length === 0 ? null : merge(known)]
  })
  return Object.fromEntries(columns) as ProgressPoint
}
