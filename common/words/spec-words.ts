// The settings of a run in a few words each, as titles and lines tell them: read from the table of settings.
import { resizeWords } from './resize-words'
import { phrase } from '@language/phrase'
import type { Preprocessing, RunSpec } from '@contract/training/run-spec'
import type { Setting, Siblings } from '@contract/training/settings/setting'
import { settingAt, settingPaths, valueAt, type SettingPath } from '@contract/training/settings/table'

type Wording = 'words' | 'stepCost'

/** The wording that the setting's record has for the value in a spec; empty where the spec has no such value. */
function said(wording: Wording, path: SettingPath, spec: RunSpec): string {
  const value = valueAt(spec, path)
  const parent = path.split('.').slice(0, -1).join('.')
  const siblings = parent === '' ? spec : valueAt(spec, parent)
  return value === undefined || value === null ? '' : saidOfValue(wording, settingAt(path), value, siblings as Siblings)
}

function saidOfValue(wording: Wording, setting: Setting, value: unknown, siblings: Siblings): string {
  if (setting.kind === 'switch') return typeof value === 'boolean' ? (setting[wording]?.(value, siblings) ?? '') : ''
  if (setting.kind === 'choice') return typeof value === 'string' ? (setting[wording]?.(value, siblings) ?? '') : ''
  if (setting.kind === 'numbers') return Array.isArray(value) ? (setting[wording]?.(value as readonly number[], siblings) ?? '') : ''
  return typeof value === 'number' ? (setting[wording]?.(value, siblings) ?? '') : ''
}

/** The words of one setting of a spec; empty where it has none, or is not worth mentioning. */
export const wordsOf = (path: SettingPath, spec: RunSpec): string => said('words', path, spec)

/** The word in a calibration's key for one setting; empty where the setting changes neither time nor memory of a step. */
export const stepCostOf = (path: SettingPath, spec: RunSpec): string => said('stepCost', path, spec)

/** The words of all settings of one group (see `told`), in the order of the table. */
function toldOf(told: NonNullable<Setting['told']>, spec: RunSpec): string[] {
  return settingPaths.filter((path) => settingAt(path).told === told).map((path) => wordsOf(path, spec)).filter((words) => words !== '')
}

/** How a run takes its steps, apart from learning rate and batch size, in a few words each: `momentum 0.9`, `cosine schedule`. Empty for plain SGD. */
export const stepWords = (spec: RunSpec): string[] => toldOf('steps', spec)

/** How a run changes its training images, in a few words each: `flipped`, `shifted by up to 4 px`. */
export const imageWords = (spec: RunSpec): string[] => toldOf('images', spec)

/** How images get the form that the network takes, apart from their size, in a few words each; empty for the book's way. */
export function preprocessingWords({ resize, centreCrop, normalization, mean, deviation }: Preprocessing): string[] {
  const words = [
    resize === 'bilinear' ? '' : resizeWords[resize],
    centreCrop === 1 ? '' : phrase('middle {share} of each side', { share: centreCrop }),
    normalization === 'dataset' ? phrase('normalised') : normalization === 'own' ? phrase('normalised by {mean} and {deviation}', { mean: mean.join(', '), deviation: deviation.join(', ') }) : '',
  ]
  return words.filter((word) => word !== '')
}
