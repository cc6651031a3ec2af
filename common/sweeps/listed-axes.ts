// The axes of a list of points: the settings that they name, each with the values that occur.
import { axisPaths, axisValueSchema, type AxisPath, type AxisValue, type ListAxis } from '@contract/sweeps/axis'

/**
 * The axes of listed points, in the order in which their settings first occur. Settings that no sweep varies have none.
 * @param along by a setting, those that always have the same value as it
 */
export function listedAxes(points: readonly Readonly<Record<string, unknown>>[], along: Readonly<Partial<Record<AxisPath, readonly AxisPath[]>>> = {}): readonly ListAxis[] {
  const valuesOf = new Map<AxisPath, AxisValue[]>()
  for (const point of points) {
    for (const [setting, value] of Object.entries(point)) {
      const path = axisPaths.find((candidate) => candidate === setting)
      const { data } = axisValueSchema.safeParse(value)
      if (path === undefined || data === undefined) continue
      const values = valuesOf.get(path) ?? []
      valuesOf.set(path, values.includes(data) ? values : [...values, data])
    }
  }
  return [...valuesOf].map(([setting, values]) => ({ setting, along: [...(along[setting] ?? [])], values }))
}
