// The values of an axis: all of them, or the one at a place between 0 and 1.
import { isRange, numberSettingAt, type Axis, type AxisValue, type RangeAxis } from '@contract/sweeps/axis'

/** Significant digits of values that are computed: enough for every setting, short enough for tables. */
const digits = { ofSteps: 12, ofDraws: 6 }

/** Every value of an axis in its order; null where any value between two ends is possible. */
export function axisLevels(axis: Axis): readonly AxisValue[] | null {
  if (!isRange(axis)) return axis.values
  const isWhole = isCount(axis)
  if (axis.count === null) return isWhole ? wholeNumbers(axis) : null
  const { count } = axis
  const steps = Array.from({ length: count }, (_, step) => within(axis, valueAt(axis, step / (count - 1)), digits.ofSteps))
  return [...new Set(isWhole ? steps.map(Math.round) : steps)]
}

/** How many values an axis has, without making them; null: any value between two ends. */
export function levelCount(axis: Axis): number | null {
  if (!isRange(axis)) return axis.values.length
  if (axis.count === null) return isCount(axis) ? axis.to - axis.from + 1 : null
  return isCount(axis) ? (axisLevels(axis)?.length ?? null) : axis.count
}

/** The value at a place of an axis, each level with the same share of the places; of a continuous range by its scale. @param place in [0, 1) */
export function axisValueAt(axis: Axis, place: number): AxisValue {
  if (isRange(axis) && axis.count === null) {
    if (!isCount(axis)) return within(axis, valueAt(axis, place), digits.ofDraws)
    // Each whole number n has the places of n - 1/2 to n + 1/2, or on a logarithmic scale their logarithms.
    const wide = { ...axis, from: axis.from - 0.5, to: axis.to + 0.5 }
    return Math.min(axis.to, Math.max(axis.from, Math.round(valueAt(wide, place))))
  }
  const levels = axisLevels(axis) ?? []
  return levels[Math.min(levels.length - 1, Math.floor(place * levels.length))] ?? null
}

const isCount = ({ setting }: RangeAxis): boolean => numberSettingAt(setting)?.kind === 'count'

const wholeNumbers = ({ from, to }: RangeAxis): readonly number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

function valueAt({ from, to, scale }: RangeAxis, place: number): number {
  return scale === 'log' ? from * (to / from) ** place : from + (to - from) * place
}

/** A value in few digits that lies between the ends. */
function within({ from, to }: RangeAxis, value: number, significant: number): number {
  return Math.min(to, Math.max(from, Number(value.toPrecision(significant))))
}
