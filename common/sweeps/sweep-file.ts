// Reads a sweep from untrusted JSON: a file that a user wrote, whose faults are told by their place in it.
import { phrase, spellingsOf } from '@language/phrase'
import { asSentence } from '../words/sentences'
import { axisPaths, type AxisPath } from '@contract/sweeps/axis'
import { mostPoints, strategies } from '@contract/sweeps/strategy'
import { sweepSpecSchema, sweepVersion, type SweepSpec } from '@contract/sweeps/sweep-spec'
import { modelNames, modelNameSchema } from '@contract/models/zoo'
import { broughtForward } from '@contract/training/migrate-spec'
import { presets } from '@contract/training/presets'
import { defaultSpec } from '@contract/training/run-spec'
import { isSettingPath, settingAt, settingPaths, withValueAt } from '@contract/training/settings/table'
import type { z } from 'zod'
import { formatCount } from '../words/plain-format'
import { specFaults } from '../words/spec-faults'
import { alternatives, clauses, sentences } from '../words/listed-words'
import { didYouMean } from '../words/suggestion'
import { listedAxes } from './listed-axes'
import { pointCount } from './points'

/** A sweep, or one sentence or more on what is wrong with it. */
export type ReadSweep = { readonly spec: SweepSpec; readonly fault: null } | { readonly spec: null; readonly fault: string }

type Json = Readonly<Record<string, unknown>>
type Issue = z.core.$ZodIssue

/**
 * Reads a sweep as a file has it. Its base is a whole spec of a run, or `{ "preset": name, "settings": { path: value } }`, or the same with
 * the `model` of a network of the zoo in place of the preset. A list of points may leave out its axes: they follow from the points.
 */
export function readSweep(value: unknown): ReadSweep {
  if (!isJson(value)) return { spec: null, fault: phrase('it must be an object with `version`, `base`, `axes` and `strategy`.') }
  if (typeof value.version === 'number' && value.version > sweepVersion) {
    return { spec: null, fault: phrase('it was written by a newer version of CNN Lab (format {version}, this one knows {sweepVersion}): use that version.', { version: value.version, sweepVersion }) }
  }
  const base = readBase(value.base)
  const listed = value.axes === undefined ? listedPointsOf(value.strategy) : null
  // A base that is wrong must not hide the faults of the rest.
  const parsed = sweepSpecSchema.safeParse({ ...value, ...(listed && { axes: listedAxes(listed) }), base: base.faults.length > 0 ? defaultSpec('lenet-relu') : base.spec })
  const issues = (parsed.error?.issues ?? []).filter(({ path }) => listed === null || (path[0] !== 'axes' && !isOfUnknown(path))) // what is wrong with values of listed points is told at the points
  const told = [...base.faults, ...unknownSettings(listed ?? []), ...issues.map((issue) => faultOf(issue, value))]
  // What is wrong with an axis alone, which the file does not have, is a matter of its points, e.g. one value written in two ways.
  const ofPoints = told.length > 0 ? [] : (parsed.error?.issues ?? []).map(({ path, message }) => phrase('strategy.points: the values of {setting} {fault}', { setting: listedSetting(listed ?? [], path), fault: message }))
  const faults = [...told, ...ofPoints]
  if (faults.length > 0 || !parsed.success) return { spec: null, fault: sentences([...new Set(faults)].map(asSentence)) }
  const tooMany = tooManyPoints(parsed.data)
  return tooMany === null ? { spec: parsed.data, fault: null } : { spec: null, fault: tooMany }
}

/** The points of the strategy `list` as a file has them, from which the axes follow where it names none; null: it has another strategy. */
function listedPointsOf(strategy: unknown): readonly Json[] | null {
  return isJson(strategy) && strategy.kind === 'list' && Array.isArray(strategy.points) ? strategy.points.filter(isJson) : null
}

/** Whether a fault is of a value at a listed point whose setting there is not. */
const isOfUnknown = ([part, , , setting]: readonly PropertyKey[]): boolean => part === 'strategy' && typeof setting === 'string' && !axisPaths.includes(setting as AxisPath)

function unknownSettings(points: readonly Json[]): readonly string[] {
  const unknown = points.flatMap((point) => Object.keys(point)).filter((setting) => !axisPaths.includes(setting as AxisPath))
  return [...new Set(unknown)].map((setting) => phrase('{place}: {fault}', { place: 'strategy.points', fault: noAxis(setting) }))
}

/** The setting of an axis that follows from listed points. */
function listedSetting(points: readonly Json[], [, axis]: readonly PropertyKey[]): string {
  return listedAxes(points)[Number(axis)]?.setting ?? phrase('a setting')
}

/** A sentence where a sweep has too many points; else null. */
export function tooManyPoints(spec: SweepSpec): string | null {
  const count = pointCount(spec)
  return count > mostPoints ? phrase('it has {count} points; a sweep has at most {most}: take fewer values, or draw some of them with the strategy random or sobol.', { count: formatCount(count), most: formatCount(mostPoints) }) : null
}

/** The base as a spec that is not checked yet where there are no faults. */
interface ReadBase {
  readonly spec: unknown
  readonly faults: readonly string[]
}

function readBase(value: unknown): ReadBase {
  const wrong = (fault: string): ReadBase => ({ spec: null, faults: [fault] })
  if (value === undefined) return wrong(phrase('base is missing: name a preset, as { "preset": "lenet-relu" }'))
  if (!isJson(value)) return wrong(phrase('base must be an object'))
  if (!('preset' in value) && !('model' in value)) {
    const spec = broughtForward(value)
    const fault = specFaults(spec, (field) => `base.${field}`)
    return fault === '' ? { spec, faults: [] } : wrong(fault)
  }
  const { preset, model, settings = {}, ...others } = value
  const unknown = Object.keys(others)[0]
  if (unknown !== undefined) return wrong(phrase('there is no field base.{unknown}: settings stand under base.settings', { unknown }))
  if (preset !== undefined && model !== undefined) return wrong(phrase('base must name either a preset or a model, not both'))
  const start = preset === undefined ? defaultOf(model) : presets.find(({ name }) => name === preset)?.spec
  if (!start) {
    const [field, name, names] = preset === undefined ? ['model', model, modelNames] as const : ['preset', preset, presets.map((known) => known.name)] as const
    if (typeof name !== 'string') return wrong(phrase('base.{field} must be the name of a {field} in quotation marks', { field }))
    return wrong(phrase('base.{field}: there is no {field} {name}.{suggestion}', { field, name, suggestion: didYouMean(name, names) }))
  }
  if (!isJson(settings)) return wrong(phrase('base.settings must be an object of settings by their path'))
  const unknownPaths = Object.keys(settings).filter((path) => !isSettingPath(path))
  if (unknownPaths.length > 0) return { spec: null, faults: unknownPaths.map((path) => phrase('{place}: {fault}', { place: 'base.settings', fault: noSetting(path, settingPaths) })) }
  const spec = Object.entries(settings).reduce<object>((changed, [path, setting]) => withValueAt(changed, path, setting), start)
  const fault = specFaults(spec, (field) => (field in settings ? `base.settings["${field}"]` : `base.${field}`))
  return fault === '' ? { spec, faults: [] } : wrong(fault)
}

function defaultOf(model: unknown): object | undefined {
  const known = modelNameSchema.safeParse(model)
  return known.success ? defaultSpec(known.data) : undefined
}

function faultOf(issue: Issue, value: Json): string {
  const path = issue.path
  const written = valueAtPath(value, path)
  const place = placeOf(path)
  if (isBoth(written)) return phrase('{place} must have either `values` or `from` and `to`, not both', { place })
  if (issue.code === 'invalid_union' && path[0] === 'axes' && path.length === 2) return faultsOfAxis(issue, written, value)
  if (issue.code === 'unrecognized_keys') return clauses(issue.keys.map((key) => phrase('there is no field {place}', { place: placeOf([...path, key]) })))
  if (path[0] === 'strategy' && path.at(-1) === 'kind') return phrase('{place} must be one of {names}.{suggestion}', { place, names: strategies.map(({ kind }) => kind).join(', '), suggestion: typeof written === 'string' ? didYouMean(written, strategies.map(({ kind }) => kind)) : '' })
  if (written === undefined) return phrase('{place} is missing', { place })
  return `${place} ${issue.message}`
}

/** An axis is a list or a range; the faults are those of what it seems to be. */
function faultsOfAxis(issue: Extract<Issue, { code: 'invalid_union' }>, axis: unknown, value: Json): string {
  const place = placeOf(issue.path)
  if (!isJson(axis)) return phrase('{place} must be an object', { place })
  const { setting } = axis
  if (setting === undefined) return phrase('{place} is missing', { place: `${place}.setting` })
  if (typeof setting !== 'string') return phrase('{place}.setting must be a text', { place })
  if (!axisPaths.includes(setting as AxisPath)) return phrase('{place}: {fault}', { place: `${place}.setting`, fault: noAxis(setting) })
  const isRange = 'from' in axis || 'to' in axis
  if (!isRange && !('values' in axis)) return phrase('{place} must have `values`, or `from` and `to`', { place })
  const own = issue.errors[isRange ? 1 : 0] ?? []
  return clauses(own.map((inner) => faultOf({ ...inner, path: [...issue.path, ...inner.path] }, value)))
}

/** Whether an axis is a list and a range at once. */
const isBoth = (axis: unknown): boolean => isJson(axis) && 'values' in axis && ('from' in axis || 'to' in axis)

function noAxis(setting: string): string {
  if (isSettingPath(setting)) return phrase('{setting} is a setting that a sweep does not vary', { setting })
  return noSetting(setting, axisPaths)
}

/** A sentence on a setting that is unknown. Names of flags, last parts of paths and labels are recognised. */
function noSetting(text: string, paths: readonly AxisPath[] | typeof settingPaths): string {
  const typed = text.toLowerCase()
  const meant = paths.filter((path) => {
    const { label, flag } = settingAt(path)
    return [path, lastPart(path), ...spellingsOf(label), flag?.name, flag?.name.slice(2)].some((name) => name?.toLowerCase() === typed)
  })
  const near = meant.length > 0 ? phrase(' Did you mean {names}?', { names: alternatives(meant) }) : nearPath(text, paths) || nearLastPart(text, paths)
  return phrase('there is no setting {name}.{suggestion}', { name: text, suggestion: near })
}

function nearPath(text: string, paths: readonly string[]): string {
  return paths.reduce((words, path) => words.replaceAll(path.toLowerCase(), path), didYouMean(text, paths.map((path) => path.toLowerCase())))
}

/** Suggests `network.dropout` for `dropuot`, which is far from the whole path. */
function nearLastPart(text: string, paths: readonly string[]): string {
  const near = paths.filter((path) => didYouMean(text, [lastPart(path).toLowerCase()]) !== '')
  return near.length === 1 ? phrase(' Did you mean {names}?', { names: near.join('') }) : ''
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** `axes[1].values[2]` or `points[0]["optimizer.name"]`, as in JavaScript. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : String(part).includes('.') ? `${text}["${String(part)}"]` : text === '' ? String(part) : `${text}.${String(part)}`), '')
}

function valueAtPath(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? (part as Readonly<Record<PropertyKey, unknown>>)[key] : undefined), value)
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
