// Sweeps in words: titles, and values of settings.
import { settingWithValue } from '@common/words/setting-value'
import { phrase } from '@language/phrase'
import { networkTitle } from '@contract/models/networks'
import type { AxisValue } from '@contract/sweeps/axis'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { isSettingPath, settingAt } from '@contract/training/settings/table'
import type { PointValues } from './points'
import { withCommas } from '../words/listed-words'
import { withinSentence } from '../words/within-sentence'
import { formatCounted } from '../words/plain-format'

/** The title of a sweep that the user gave none: what varies, and what is trained. */
export function sweepTitle({ title, axes, base, seeds, strategy }: Pick<SweepSpec, 'title' | 'axes' | 'base' | 'seeds' | 'strategy'>): string {
  if (title.trim() !== '') return title.trim()
  const varied = axes.map(({ setting }) => axisLabel(setting))
  const names = axes.some(({ setting }) => setting === 'network.model') ? '' : networkTitle(base.network)
  const what = varied.length > 0 ? (strategy.kind === 'list' ? withCommas(varied) : varied.join(' × ')) : formatCounted(seeds.length, 'seed')
  return names === '' ? what : phrase('{network}: {what}', { network: names, what })
}

/** The name of a setting as forms and tables have it. */
export function axisLabel(path: string): string {
  return isSettingPath(path) ? settingAt(path).label : path
}

/** A value of a setting in a word: `0.05`, `on`, `all`, `momentum`. */
export function axisValueWords(path: string, value: AxisValue | undefined): string {
  if (value === undefined) return ''
  if (value === null) return isSettingPath(path) ? (settingAt(path).empty ?? phrase('none')) : phrase('none')
  if (typeof value === 'boolean') return value ? phrase('on') : phrase('off')
  return String(value)
}

/** A point in words: `learning rate 0.1, batch size 64, seed 0`. */
export function pointWords({ axes }: Pick<SweepSpec, 'axes'>, { values, seed }: PointValues): string {
  return withCommas([...axes.map(({ setting }) => settingWithValue(withinSentence(axisLabel(setting)), axisValueWords(setting, values[setting]))), phrase('seed {seed}', { seed })])
}
