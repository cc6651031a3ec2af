// The settings of runs side by side.
import { settingAt, settingPaths, type SettingPath } from '@contract/training/settings/table'
import type { RunSpec } from '@contract/training/run-spec'
import { settingText, settingValue } from '../run-query/field-words'

export interface SettingRow {
  readonly path: SettingPath
  readonly label: string
  /** The value in each spec, in words. */
  readonly cells: readonly string[]
  readonly differs: boolean
}

/** Every setting that one of the specs has a value of, in the order of the form. */
export function settingRows(specs: readonly RunSpec[]): readonly SettingRow[] {
  return settingPaths.flatMap((path) => {
    const values = specs.map((spec) => settingValue(spec, path))
    if (values.every((value) => value === null)) return []
    const cells = values.map((value) => settingText(path, value))
    return [{ path, label: settingAt(path).label, cells, differs: new Set(cells).size > 1 }]
  })
}
