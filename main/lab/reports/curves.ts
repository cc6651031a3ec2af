// The curves of a report, from the points of a run: thinned for drawing, and averaged as in the book.
import { TrailingMean } from '@common/curves/trailing-mean'
import type { ProgressPoint } from '@contract/runs/run-record'

/** A point of a curve: epochs done, and a value. */
export type CurvePoint = [x: number, y: number]

/** Points of a curve that a chart of a report can show. */
const mostPoints = 240

/** A curve with at most so many points, each the mean of neighbours; points without a value are left out. */
export function thinned(points: readonly ProgressPoint[], valueOf: (point: ProgressPoint) => number | null, most = mostPoints): readonly CurvePoint[] {
  const known = points.flatMap((point): CurvePoint[] => {
    const value = valueOf(point)
    return value === null ? [] : [[point.epoch, value]]
  })
  const size = Math.ceil(known.length / most)
  return groups(known, (_, index) => Math.floor(index / size)).map((group) => [meanOf(group, 0), meanOf(group, 1)])
}

/** Means over half epochs, each at the end of its half: what the book's plots show of training. */
export function halfEpochMeans(points: readonly ProgressPoint[], measure: 'loss' | 'accuracy'): readonly CurvePoint[] {
  const trailing = new TrailingMean()
  let before = 0
  const means = points.map(({ epoch, step, [measure]: value }): CurvePoint => {
    const mean = trailing.add(epoch, step - before, value)
    before = step
    return [epoch, mean]
  })
  return groups(means, ([epoch]) => Math.ceil(epoch * 2 - 1e-9)).flatMap((half) => half.slice(-1))
}

/** Neighbours that have the same key, together. */
function groups<T>(items: readonly T[], key: (item: T, index: number) => number): readonly (readonly T[])[] {
  const result: { readonly key: number; readonly members: T[] }[] = []
  items.forEach((item, index) => {
    const last = result.at(-1)
    const itsKey = key(item, index)
    if (last?.key === itsKey) last.members.push(item)
    else result.push({ key: itsKey, members: [item] })
  })
  return result.map(({ members }) => members)
}

const meanOf = (points: readonly CurvePoint[], place: 0 | 1): number => points.reduce((sum, point) => sum + point[place], 0) / points.length
