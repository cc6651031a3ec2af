// The settings of runs side by side.
import { networkInfo } from '@contract/models/networks'
import { applies, settingAt, settingPaths, valueAt, type SettingPath } from '@contract/training/settings/table'
import type { RunSpec } from '@contract/training/run-spec'

export interface SettingRow {
  readonly path: SettingPath
  readonly label: string
  /** The value in each spec, in words. */
  readonly cells: readonly string[]
  readonly differs: boolean
}

/** Every setting that one of the specs has, in the order of the form. */
export function settingRows(specs: readonly RunSpec[]): readonly SettingRow[] {
  return settingPaths.flatMap((path) => {
    const values = specs.map((spec) => settingWords(path, spec))
    if (values.every((value) => value === null)) return []
    const cells = values.map((value) => value ?? '–')
    return [{ path, label: settingAt(path).label, cells, differs: new Set(cells).size > 1 }]
  })
}

/** The value of a setting in words; null where the spec has no such setting. */
function settingWords(path: SettingPath, spec: RunSpec): string | null {
  if (path === 'network.model') return networkInfo(spec.network).title
  if (!applies(path, spec)) return null
  const setting = settingAt(path)
  const value = valueAt(spec, path)
  if (value === null) return setting.empty ?? '–'
  if (typeof value === 'boolean') return setting.kind === 'switch' ? (value ? setting.states.on : setting.states.off) : null
  if (typeof value === 'string') return setting.kind === 'choice' ? (setting.titles?.[value] ?? value) : value
  return typeof value === 'number' ? String(value) : null
}
