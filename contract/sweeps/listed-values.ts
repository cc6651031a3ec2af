// The values of a listed point: those that it names, and the base's for the other axes.
import { networkKey } from '../models/own-network'
import type { RunSpec } from '../training/run-spec'
import { applies, valueAt, type SettingPath } from '../training/settings/table'
import { axisValueSchema, type Axis, type AxisValue } from './axis'
import type { ListedPoint } from './strategy'

/** The choice that decides which settings a group has: another network, optimizer or schedule brings its own. */
const decidingOf: Readonly<Record<string, SettingPath>> = { network: 'network.model', optimizer: 'optimizer.name', schedule: 'schedule.name' }
const sizes: readonly string[] = ['preprocessing.height', 'preprocessing.width'] satisfies readonly SettingPath[]

/**
 * The value of each axis at a listed point, in the order of the axes. An axis that the point does not name has the base's value; it is left out where the base has no such setting, where the point
 * chooses another network, optimizer or schedule that brings its own, for a network that has no name in an axis, and where the base has other values in the settings along it.
 */
export function listedValues(base: RunSpec, axes: readonly Axis[], point: ListedPoint): Readonly<Record<string, AxisValue>> {
  return Object.fromEntries(
    axes.flatMap(({ setting, along }): readonly (readonly [string, AxisValue])[] => {
      const named = point[setting]
      if (named !== undefined) return [[setting, named]]
      const deciding = sizes.includes(setting) ? 'network.model' : decidingOf[setting.split('.')[0] ?? '']
      const chosen = deciding === undefined || deciding === setting ? undefined : point[deciding]
      if (setting === 'seed' || !applies(setting, base) || (chosen !== undefined && chosen !== valueAt(base, deciding ?? ''))) return []
      const value = axisValueSchema.safeParse(valueAt(base, setting))
      const isAlongToo = along.every((path) => valueAt(base, path) === value.data)
      return value.success && isAlongToo ? [[setting, value.data]] : []
    }),
  )
}

/** The same text for the same values, whatever their order. Own networks are the same by any spelling of their name. */
export function valuesKey(values: Readonly<Record<string, AxisValue>>): string {
  const entries = Object.entries(values).map(([path, value]) => [path, path === 'network.model' ? networkKey(String(value)) : value] as const)
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
