// The points of a sweep by their values, the seeds of the same values together: mean and spread of every figure.
import type { AxisValue } from '@contract/sweeps/axis'
import { judgedFigure, judgedFigures, type JudgedFigure } from '@contract/sweeps/strategy'
import type { PointFigure, SweepPoint } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { meanAndSpread, type MeanAndSpread } from '../statistics/mean-and-spread'
import { pointKey } from './points'

/** Points with the same values. */
export interface PointGroup {
  readonly values: Readonly<Record<string, AxisValue>>
  /** One for each seed. */
  readonly points: readonly SweepPoint[]
}

/** The points by their values, in the order in which these first occur. */
export function groupsOf(points: readonly SweepPoint[]): readonly PointGroup[] {
  const groups = new Map<string, SweepPoint[]>()
  for (const point of points) {
    const key = pointKey({ values: point.values, seed: 0 })
    groups.set(key, [...(groups.get(key) ?? []), point])
  }
  return [...groups.values()].map((members) => ({ values: members[0]?.values ?? {}, points: members }))
}

/** A figure over the seeds of a group; null where none has it. */
export function figureOf({ points }: PointGroup, figure: PointFigure): MeanAndSpread | null {
  return meanAndSpread(points.flatMap(({ figures }) => figures[figure] ?? []))
}

/** The groups with the best mean of a figure first; those without it last. */
export function bestFirst(groups: readonly PointGroup[], figure: JudgedFigure): readonly PointGroup[] {
  const sign = judgedFigures[figure].better === 'higher' ? -1 : 1
  const rank = (group: PointGroup): number => {
    const mean = figureOf(group, figure)?.mean
    return mean === undefined ? Infinity : sign * mean
  }
  return [...groups].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}

/** The figure by which a sweep is judged: that of its successive halving, else the accuracy on the images that judge epochs. */
export const judgedBy = ({ strategy, base }: Pick<SweepSpec, 'strategy' | 'base'>): JudgedFigure => judgedFigure(strategy.kind === 'asha' ? strategy.figure : 'testAccuracy', base)
