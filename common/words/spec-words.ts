// The settings of a run in a few words each, as titles and lines tell them: read from the table of settings.
import type { RunSpec } from '@contract/training/run-spec'
import type { Setting, Siblings } from '@contract/training/settings/setting'
import { settingAt, settingPaths, valueAt, type SettingPath } from '@contract/training/settings/table'

type Wording = 'words' | 'stepCost'

/** What a record says of the value that a spec has of its setting; empty where the spec has none. */
function said(wording: Wording, path: SettingPath, spec: RunSpec): string {
  const value = valueAt(spec, path)
  const parent = path.split('.').slice(0, -1).join('.')
  const siblings = parent === '' ? spec : valueAt(spec, parent)
  return value === undefined || value === null ? '' : saidOfValue(wording, settingAt(path), value, siblings as Siblings)
}

function saidOfValue(wording: Wording, setting: Setting, value: unknown, siblings: Siblings): string {
  if (setting.kind === 'switch') return typeof value === 'boolean' ? (setting[wording]?.(value, siblings) ?? '') : ''
  if (setting.kind === 'choice') return typeof value === 'string' ? (setting[wording]?.(value, siblings) ?? '') : ''
  return typeof value === 'number' ? (setting[wording]?.(value, siblings) ?? '') : ''
}

/** The words of one setting of a spec; empty where it has none, or is not worth telling. */
export const wordsOf = (path: SettingPath, spec: RunSpec): string => said('words', path, spec)

/** What of one setting the time or the memory of a step depends on, as a word of the key of a calibration; empty: nothing. */
export const stepCostOf = (path: SettingPath, spec: RunSpec): string => said('stepCost', path, spec)

/** The words of all settings that are told together, in the order of the table. */
function toldOf(told: NonNullable<Setting['told']>, spec: RunSpec): string[] {
  return settingPaths.filter((path) => settingAt(path).told === told).map((path) => wordsOf(path, spec)).filter((words) => words !== '')
}

/** How a run's steps are taken, in a few words each, beside learning rate and batch size: `momentum 0.9`, `cosine schedule`. Of plain SGD, none. */
export const stepWords = (spec: RunSpec): string[] => toldOf('steps', spec)

/** How a run changes its training images, in a few words each: `flipped`, `shifted by up to 4 px`. */
export const imageWords = (spec: RunSpec): string[] => toldOf('images', spec)
