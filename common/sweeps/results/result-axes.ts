// The axes of a sweep for tables and charts: name, values in order, scale, and words of each value.
import { phrase } from '@language/phrase'
import { withinSentence } from '../../words/within-sentence'
import { settingAt } from '@contract/training/settings/table'
import { isRange, type Axis, type AxisPath, type AxisValue } from '@contract/sweeps/axis'
import type { SweepRecord } from '@contract/sweeps/sweep-record'

export interface ResultAxis {
  readonly setting: AxisPath
  readonly label: string
  /** With its unit, for the axis of a chart. */
  readonly title: string
  /** `category`: names, switches, and numbers beside an empty value; each has a place of its own. */
  readonly scale: 'linear' | 'log' | 'category'
  /** All values that occur, in order. */
  readonly values: readonly AxisValue[]
  /** Whether the values are those of a list or of steps, rather than drawn between two ends. */
  readonly isListed: boolean
}

/** Ratio of the largest to the smallest value of a list from which its axis may be logarithmic. */
const leastLogRatio = 4

/** The axes of a sweep with the values of its points. */
export function axesOf({ spec, points }: Pick<SweepRecord, 'spec' | 'points'>): ResultAxis[] {
  return spec.axes.map((axis) => {
    const setting = settingAt(axis.setting)
    const values = inOrder(axis, [...new Set(points.map((point) => point.values[axis.setting] ?? null))])
    const name = withinSentence(setting.label)
    const title = setting.unit === undefined ? name : phrase('{setting} in {unit}', { setting: name, unit: setting.unit })
    return { setting: axis.setting, label: setting.label, title, scale: scaleOf(axis, values), values, isListed: !isRange(axis) || axis.count !== null }
  })
}

/** Numbers by size, others in the order of the axis, an empty value last. */
function inOrder(axis: Axis, values: readonly AxisValue[]): AxisValue[] {
  const listed = isRange(axis) ? [] : axis.values
  const place = (value: AxisValue): number => (value === null ? Infinity : typeof value === 'number' ? value : listed.indexOf(value))
  return [...values].sort((a, b) => place(a) - place(b))
}

function scaleOf(axis: Axis, values: readonly AxisValue[]): ResultAxis['scale'] {
  if (!values.every((value) => typeof value === 'number')) return 'category'
  if (isRange(axis)) return axis.scale
  return isLogarithmic(values) ? 'log' : 'linear'
}

/** Whether the ratios of neighbours in a list of sorted numbers differ less than their distances: 16, 32, 64. */
function isLogarithmic(sorted: readonly number[]): boolean {
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)]
  if (first <= 0 || last < leastLogRatio * first) return false
  return unevenness(sorted.map(Math.log)) < unevenness(sorted)
}

/** Largest over smallest distance of neighbours. */
function unevenness(sorted: readonly number[]): number {
  const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] ?? 0))
  return Math.max(...gaps) / Math.min(...gaps)
}

/** A value in words: titles of choices, `on` and `off`, the setting's word for an empty value, at most four digits of a number. */
export function valueText(path: AxisPath, value: AxisValue): string {
  const setting = settingAt(path)
  if (value === null) return setting.empty ?? '–'
  if (typeof value === 'boolean') return value ? phrase('on') : phrase('off')
  if (typeof value === 'number') return setting.kind === 'count' ? String(value) : shortNumber(value)
  return setting.kind === 'choice' ? (setting.titles?.[value] ?? value) : value
}

/** `0.01`, `0.01234`, `1.234e-5`. */
export function shortNumber(value: number): string {
  const short = Number(value.toPrecision(4))
  return (short !== 0 && Math.abs(short) < 1e-4) || Math.abs(short) >= 1e6 ? short.toExponential().replace('+', '') : String(short)
}
