// The form of a new sweep as the user writes it, and the sweep that it stands for, or the fault of each wrong field.
import { tooManyPoints } from '@common/sweeps/sweep-file'
import { withinSentence } from '@common/words/within-sentence'
import { phrase } from '@language/phrase'
import { axisPaths, isRange, numberSettingAt, type Axis, type AxisPath, type AxisValue } from '@contract/sweeps/axis'
import type { ChosenFigure, ListedPoint, Strategy, StrategyKind } from '@contract/sweeps/strategy'
import { sweepSpecSchema, sweepVersion, type SweepSpec } from '@contract/sweeps/sweep-spec'
import type { RunSpec } from '@contract/training/run-spec'
import { applies, settingAt, valueAt } from '@contract/training/settings/table'
import { stepValue } from '../../../fields/field-steps'
import { readNumber, withNarrowSigns } from '../../../fields/read-number'

/** One axis of the form. Numbers are a list or a range; names and switches are chosen. */
export interface AxisDraft {
  readonly setting: AxisPath
  kind: 'list' | 'range'
  /** `0.01, 0.1`. */
  list: string
  /** Chosen names, as in a spec; of a switch `true` and `false`. */
  chosen: string[]
  from: string
  to: string
  /** Steps of the range; empty: any value between. */
  count: string
  scale: 'linear' | 'log'
  /** Settings that always have the same value. */
  along: readonly AxisPath[]
}

export interface SweepDraft {
  title: string
  axes: AxisDraft[]
  strategy: StrategyKind
  /** Points of a list, as a file or an earlier sweep has them. */
  listed: readonly ListedPoint[]
  points: string
  drawSeed: string
  reduction: string
  firstEpochs: string
  figure: ChosenFigure
  seeds: string
}

/** Faults in sentences by field: `axes.0.list`, `points`, `seeds`. */
export type SweepFaults = Readonly<Record<string, string>>

export interface ReadSweepDraft {
  /** Null where a field is wrong. */
  readonly spec: SweepSpec | null
  readonly faults: SweepFaults
}

export const emptyDraft = (): SweepDraft => ({ title: '', axes: [], strategy: 'grid', listed: [], points: '16', drawSeed: '0', reduction: '3', firstEpochs: '1', figure: 'testAccuracy', seeds: '0' })

/** A new axis for a setting: around its value in the base. */
export function newAxis(setting: AxisPath, base: RunSpec): AxisDraft {
  const number = numberSettingAt(setting)
  const value = valueAt(base, setting)
  const now = typeof value === 'number' ? value : null
  const isLog = number !== null && (number.arrows.by === 'ladder' || number.arrows.by === 'doubling')
  const ends = number === null || now === null ? ['', ''] : isLog && now > 0 ? [around(now, 0.1, setting), around(now, 10, setting)] : [String(now), '']
  return {
    setting,
    kind: 'list',
    list: number === null || now === null ? '' : [stepValue(number.arrows, now, 'down'), now, stepValue(number.arrows, now, 'up')].filter((near, place, all) => all.indexOf(near) === place).join(', '),
    chosen: number === null ? (settingAt(setting).kind === 'switch' ? ['true', 'false'] : typeof value === 'string' ? [value] : []) : [],
    from: ends[0] ?? '',
    to: ends[1] ?? '',
    count: '5',
    scale: isLog ? 'log' : 'linear',
    along: setting === 'preprocessing.height' ? ['preprocessing.width'] : [],
  }
}

/** A multiple of a value within the bounds of a setting. */
function around(value: number, factor: number, setting: AxisPath): string {
  const { min, max } = numberSettingAt(setting) ?? {}
  const number = Number((value * factor).toPrecision(3))
  const whole = settingAt(setting).kind === 'count' ? Math.round(number) : number
  return String(Math.min(Math.max(whole, min ?? -Infinity), max ?? Infinity))
}

/** The settings that a sweep of a base can still vary: those that its network, optimizer and schedule have, or that another axis brings in. */
export function freeSettings(base: RunSpec, axes: readonly AxisDraft[]): AxisPath[] {
  const taken = new Set(axes.flatMap(({ setting, along }) => [setting, ...along]))
  const optimizers = namesOf('optimizer.name', axes, base.optimizer.name)
  const schedules = namesOf('schedule.name', axes, base.schedule.name)
  const has = (path: AxisPath): boolean =>
    optimizers.some((optimizer) => schedules.some((schedule) => applies(path, { network: base.network, optimizer: { name: optimizer }, schedule: { name: schedule } })))
  return axisPaths.filter((path) => !taken.has(path) && has(path))
}

function namesOf<Name extends string>(setting: AxisPath, axes: readonly AxisDraft[], own: Name): Name[] {
  return (axes.find((axis) => axis.setting === setting)?.chosen as Name[] | undefined) ?? [own]
}

/** The parts of a list, with commas or only spaces between them; with semicolons between them commas are decimal. */
function partsOf(text: string): string[] {
  const list = withNarrowSigns(text)
  const parts = list.split(list.includes(';') ? /[;\n]/ : /[,\n]/).map((part) => part.trim())
  const isSpaced = parts.length === 1 && /^[\d\s.eE+-]+$/.test(list)
  return (isSpaced ? list.split(/\s+/) : parts).filter((part) => part !== '')
}

/** A number, or null for the word of an empty setting (`never`); NaN where the text is neither. */
function readValue(setting: AxisPath, text: string): AxisValue {
  const { empty } = settingAt(setting)
  return empty !== undefined && (text.toLowerCase() === empty || text.toLowerCase() === 'none') ? null : readNumber(setting, text)
}

const count = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** Collects the faults of fields while they are read; a wrong number is replaced by one with which the other fields can be checked. */
class Faults {
  readonly byField: Record<string, string> = {}

  add(field: string, sentence: string): void {
    this.byField[field] ??= sentence
  }

  /** @param instead stands for a text that is no number */
  number(field: string, label: string, value: number, instead: number): number {
    if (!Number.isNaN(value)) return value
    this.add(field, phrase('{label} must be a number.', { label }))
    return instead
  }
}

function axisOf(draft: AxisDraft, faults: Faults, at: string): Axis {
  const { setting, along } = draft
  const shared = { setting, along: [...along] }
  const { kind, label } = settingAt(setting)
  if (kind === 'switch') return { ...shared, values: draft.chosen.map((text) => text === 'true') }
  if (kind === 'choice') return { ...shared, values: [...draft.chosen] }
  if (draft.kind === 'range') {
    const from = faults.number(`${at}.from`, phrase('{label}, from:', { label }), readNumber(setting, draft.from), 1)
    const to = faults.number(`${at}.to`, phrase('{label}, to:', { label }), readNumber(setting, draft.to), from + 1)
    const steps = draft.count.trim() === '' ? null : faults.number(`${at}.count`, phrase('{label}, steps:', { label }), count(draft.count), 2)
    return { ...shared, from, to, count: steps, scale: draft.scale }
  }
  const parts = partsOf(draft.list)
  const values = parts.map((part) => readValue(setting, part))
  const wrong = values.findIndex((value) => Number.isNaN(value))
  if (wrong >= 0) faults.add(`${at}.list`, phrase('{label}: “{text}” is no number.', { label, text: parts[wrong] ?? '' }))
  return { ...shared, values: values.filter((value) => !Number.isNaN(value)) }
}

function strategyOf({ strategy, listed, points, drawSeed, reduction, firstEpochs, figure }: SweepDraft, faults: Faults): Strategy {
  if (strategy === 'grid') return { kind: strategy }
  if (strategy === 'list') return { kind: strategy, points: [...listed] }
  const number = (field: 'points' | 'drawSeed' | 'reduction' | 'firstEpochs', text: string, instead: number): number => faults.number(field, labels[field] ?? field, count(text), instead)
  const drawn = { points: number('points', points, 1), seed: number('drawSeed', drawSeed, 0) }
  if (strategy !== 'asha') return { kind: strategy, ...drawn }
  return { kind: strategy, ...drawn, reduction: number('reduction', reduction, 2), firstEpochs: number('firstEpochs', firstEpochs, 1), figure }
}

/** Labels of the fields that a fault is told with. */
const labels: Readonly<Record<string, string>> = {
  points: phrase('Points'),
  drawSeed: phrase('Draw § number from which points are drawn at random'),
  reduction: phrase('Keep one in'),
  firstEpochs: phrase('Epochs at first'),
  seeds: phrase('Seeds'),
  title: phrase('Title'),
  from: phrase('From § lowest value'),
  to: phrase('To § highest value'),
  count: phrase('Steps § number of values'),
}

/** Reads the form for a base. @param mayOnlyRepeat whether a sweep may vary nothing but the seed */
export function readSweepDraft(draft: SweepDraft, base: RunSpec, mayOnlyRepeat = false): ReadSweepDraft {
  const faults = new Faults()
  const axes = draft.axes.map((axis, index) => axisOf(axis, faults, `axes.${index}`))
  if (axes.length === 0 && !mayOnlyRepeat) faults.add('axes', phrase('Add a setting to vary.'))
  const seeds = partsOf(draft.seeds).map(count)
  const areSeeds = !seeds.some(Number.isNaN)
  if (!areSeeds) faults.add('seeds', phrase('Seeds must be whole numbers with commas between them.'))
  const written = { version: sweepVersion, title: draft.title.trim(), base, axes, strategy: strategyOf(draft, faults), seeds: areSeeds ? seeds : [0] }
  const parsed = sweepSpecSchema.safeParse(written)
  // The schema checks the axes only where everything else is right.
  const issues = [...(parsed.error?.issues ?? []), ...(sweepSpecSchema.safeParse({ ...written, title: '', strategy: rightStrategy(draft), seeds: [0] }).error?.issues ?? [])]
  for (const { path, message } of issues) {
    const field = fieldOf(path, draft)
    faults.add(field, sentence(field, path, draft, message))
  }
  const tooMany = parsed.data ? tooManyPoints(parsed.data) : null
  if (tooMany !== null) faults.add('points', phrase('The sweep: {fault}', { fault: tooMany }))
  return { spec: Object.keys(faults.byField).length === 0 ? (parsed.data ?? null) : null, faults: faults.byField }
}

/** A strategy of the chosen kind without faults of its own. */
function rightStrategy(draft: SweepDraft): Strategy {
  return strategyOf({ ...draft, points: '1', drawSeed: '0', reduction: '2', firstEpochs: '1' }, new Faults())
}

/** The field of the form at which a fault of the spec stands. */
function fieldOf(path: readonly PropertyKey[], draft: SweepDraft): string {
  const [part, place, name] = path.map(String)
  if (part === 'strategy') return place === 'seed' ? 'drawSeed' : (place ?? 'strategy')
  if (part !== 'axes' || place === undefined) return part ?? 'axes'
  const axis = draft.axes[Number(place)]
  const isChosen = axis !== undefined && numberSettingAt(axis.setting) === null
  return `axes.${place}.${isChosen ? 'chosen' : name === 'values' || (name === undefined && axis?.kind === 'list') ? 'list' : name === 'setting' || name === undefined ? 'setting' : name}`
}

function sentence(field: string, path: readonly PropertyKey[], draft: SweepDraft, message: string): string {
  const [part, place, , index] = path.map(String)
  const axis = part === 'axes' ? draft.axes[Number(place)] : undefined
  const name = field.split('.').at(-1) ?? field
  if (!axis) return phrase('{label} {message}.', { label: labels[name] ?? phrase('The sweep'), message })
  const { label } = settingAt(axis.setting)
  const subject = name === 'list' && index !== undefined ? `${label} ${partsOf(axis.list)[Number(index)] ?? ''}` : name in labels ? phrase('{label}, {part}:', { label, part: withinSentence(labels[name] ?? '') }) : label
  return phrase('{label} {message}.', { label: subject, message })
}

/** The form that shows a sweep. */
export function draftOfSweep(spec: SweepSpec): SweepDraft {
  const { strategy } = spec
  const from = emptyDraft()
  return {
    ...from,
    title: spec.title,
    axes: spec.axes.map(draftOfAxis),
    strategy: strategy.kind,
    seeds: spec.seeds.join(', '),
    ...(strategy.kind === 'list' && { listed: strategy.points }),
    ...('seed' in strategy && { points: String(strategy.points), drawSeed: String(strategy.seed) }),
    ...(strategy.kind === 'asha' && { reduction: String(strategy.reduction), firstEpochs: String(strategy.firstEpochs), figure: strategy.figure }),
  }
}

function draftOfAxis(axis: Axis): AxisDraft {
  const shared = { setting: axis.setting, along: axis.along, list: '', chosen: [], from: '', to: '', count: '', scale: 'linear' as const }
  if (isRange(axis)) return { ...shared, kind: 'range', from: String(axis.from), to: String(axis.to), count: axis.count === null ? '' : String(axis.count), scale: axis.scale }
  const isChosen = numberSettingAt(axis.setting) === null
  const text = (value: AxisValue): string => (value === null ? (settingAt(axis.setting).empty ?? 'none') : String(value))
  return { ...shared, kind: 'list', list: isChosen ? '' : axis.values.map(text).join(', '), chosen: isChosen ? axis.values.map(String) : [] }
}
