// Values of settings and figures of runs as cells, groups and sentences show them.
import { phrase } from '@language/phrase'
import type { RunField } from '@contract/runs/run-query'
import type { SettingValue } from '@contract/runs/run-row'
import { networkInfo } from '@contract/models/networks'
import type { RunSpec } from '@contract/training/run-spec'
import { applies, settingAt, valueAt, type SettingPath } from '@contract/training/settings/table'
import { formatBytes, formatCompactCount, formatCount, formatDuration, formatLoss, formatMoment, formatPercent, formatRate } from '../words/format'
import { factsOf } from './run-fields'

/** The value of a setting in a spec; of a network that is none of the zoo, its title. */
export function settingValue(spec: RunSpec, path: SettingPath): SettingValue {
  if (path === 'network.model') return spec.network.kind === 'zoo' ? spec.network.model : networkInfo(spec.network).title
  const value = applies(path, spec) ? valueAt(spec, path) : null
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** `0.5`, `SGD with momentum`, `on`; for null the word of an empty field, or a dash where the run has no such setting. */
export function settingText(path: SettingPath, value: SettingValue): string {
  const setting = settingAt(path)
  if (value === null) return setting.empty ?? '–'
  if (typeof value === 'boolean') return value ? phrase('on') : phrase('off')
  if (typeof value === 'number') return setting.kind === 'count' && path !== 'seed' ? formatCount(value) : String(value)
  return (setting.kind === 'choice' ? setting.titles?.[value] : undefined) ?? value
}

/** `88.0 %`, `1,204`, `12.4 min`, `complete`. */
export function figureText(field: RunField, value: string | number | boolean): string {
  const facts = factsOf(field)
  if (facts.of === 'setting') return settingText(field as SettingPath, value)
  const { kind, words } = facts.figure
  if (typeof value === 'boolean') return value ? phrase('yes') : phrase('no')
  if (typeof value === 'string') return kind === 'moment' ? formatMoment(value) : (words?.[value] ?? value)
  switch (kind) {
    case 'share':
      return formatPercent(value)
    case 'bytes':
      return formatBytes(value)
    case 'seconds':
      return formatDuration(value)
    case 'count':
      return field === 'parameters' ? formatCompactCount(value) : formatCount(value)
    default:
      return field === 'imagesPerSecond' ? formatRate(value) : formatLoss(value)
  }
}
