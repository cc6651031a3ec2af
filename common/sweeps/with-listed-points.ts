// A sweep of listed points with other points of the same settings.
import { isRange } from '@contract/sweeps/axis'
import { modelNameSchema } from '@contract/models/zoo'
import type { ListedPoint } from '@contract/sweeps/strategy'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'

/**
 * Each axis keeps its values and gains those that the points name, so that points without a value of their own stay what they are. Own and imported networks that no point names any more are
 * left out: they may be gone.
 */
export function withListedPoints(sweep: SweepSpec, points: readonly ListedPoint[]): SweepSpec {
  const axes = sweep.axes.map((axis) => {
    if (isRange(axis)) return axis
    const named = points.flatMap((point) => point[axis.setting] ?? (axis.setting in point ? [null] : []))
    const kept = axis.setting === 'network.model' ? axis.values.filter((value) => modelNameSchema.safeParse(value).success || named.includes(value)) : axis.values
    const values = [...new Set([...kept, ...named])]
    return { ...axis, values: values.length > 0 ? values : axis.values }
  })
  return { ...sweep, axes, strategy: { kind: 'list', points: [...points] } }
}
