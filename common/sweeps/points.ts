// The points of a sweep: what values each run has, by the strategy.
import type { Axis, AxisValue } from '@contract/sweeps/axis'
import { listedValues, valuesKey } from '@contract/sweeps/listed-values'
import { mostPoints } from '@contract/sweeps/strategy'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { fillBits, streams } from '../randomness/stream'
import { axisLevels, axisValueAt, levelCount } from './axis-values'
import { sobolPoints } from './sobol'

/** The values of a point's axes, by the path of their settings, and its seed. */
export interface PointValues {
  readonly values: Readonly<Record<string, AxisValue>>
  readonly seed: number
}

/** Draws of a random or Sobol sweep for each point that it wants, before it gives up finding others: of few combinations the last are rare. */
const drawsPerPoint = 200

/** Points of a sweep, each seed counted by itself, without making them; a strategy that draws has no more than there are combinations. */
export function pointCount({ axes, strategy, seeds }: SweepSpec): number {
  if (strategy.kind === 'list') return strategy.points.length * seeds.length
  const combinations = combinationCount(axes)
  return (strategy.kind === 'grid' ? combinations : Math.min(strategy.points, combinations)) * seeds.length
}

/** Whether a sweep has more points than there may be. */
export const hasTooMany = (spec: SweepSpec): boolean => pointCount(spec) > mostPoints

/** Combinations of the axes' values; infinite where an axis is continuous. */
function combinationCount(axes: readonly Axis[]): number {
  return axes.reduce((product, axis) => product * (levelCount(axis) ?? Infinity), 1)
}

/**
 * Every point of a sweep in its order: seeds of the same values follow each other; of a grid the last axis varies fastest. No two are the same.
 * @throws RangeError where there are more than {@link mostPoints}
 */
export function sweepPoints(spec: SweepSpec): readonly PointValues[] {
  if (hasTooMany(spec)) throw new RangeError(`the sweep has ${pointCount(spec)} points`)
  return combinations(spec).flatMap((values) => spec.seeds.map((seed) => ({ values, seed: typeof values.seed === 'number' ? values.seed : seed })))
}

/** The same text for the same point, whatever the sweep. Own networks are the same by any spelling of their name. */
export const pointKey = ({ values, seed }: PointValues): string => `${valuesKey(values)} ${seed}`

function combinations(spec: SweepSpec): readonly PointValues['values'][] {
  const { axes, strategy, base } = spec
  if (strategy.kind === 'list') return strategy.points.map((point) => listedValues(base, axes, point))
  if (strategy.kind === 'grid' || combinationCount(axes) <= strategy.points) return grid(axes)
  const placesOf = strategy.kind === 'sobol' ? sobolPoints(strategy.seed, axes.length) : randomPoints(strategy.seed, axes.length)
  const found = new Map<string, PointValues['values']>()
  for (let draw = 0; found.size < strategy.points && draw < strategy.points * drawsPerPoint; draw++) {
    const places = placesOf(draw)
    const values = Object.fromEntries(axes.map((axis, index) => [axis.setting, axisValueAt(axis, places[index] ?? 0)]))
    const key = pointKey({ values, seed: 0 })
    if (!found.has(key)) found.set(key, values)
  }
  return [...found.values()]
}

function grid(axes: readonly Axis[]): readonly PointValues['values'][] {
  return axes.reduce<readonly PointValues['values'][]>(
    (points, axis) => points.flatMap((values) => (axisLevels(axis) ?? []).map((value) => ({ ...values, [axis.setting]: value }))),
    [{}],
  )
}

/** By index, a place in [0, 1) for each axis; those of an index depend on no others. */
function randomPoints(seed: number, dimensions: number): (index: number) => readonly number[] {
  const words = new Uint32Array(dimensions)
  return (index) => {
    fillBits({ seed, stream: streams.sweeps, a: 0, b: index }, words)
    return Array.from(words, (word) => word / 2 ** 32)
  }
}
