// THE table of a run's settings: one record for each, by its path in the spec. Form, flags, faults, titles, reports and sweeps read it.
import { modelInfo } from '../../models/zoo'
import { optimizerSchema } from '../optimizer'
import type { RunSpec } from '../run-spec'
import { scheduleSchema } from '../schedule'
import { augmentationSettings, datasetSettings, preprocessingSettings } from './data-settings'
import { networkSettings } from './network-settings'
import { optimizerSettings } from './optimizer-settings'
import { runSettings } from './run-settings'
import { scheduleSettings } from './schedule-settings'
import type { Setting, SettingGroup } from './setting'

/** The paths of all values in a part of a spec, `optimizer.learningRate`; a list of layers counts as one value. */
type PathsOf<Part, Before extends string = ''> = Part extends readonly unknown[]
  ? never
  : Part extends object
    ? { [Name in keyof Part & string]-?: Part[Name] extends readonly number[] ? `${Before}${Name}` : Part[Name] extends object ? (Name extends 'listing' ? `${Before}${Name}` : PathsOf<Part[Name], `${Before}${Name}.`>) : `${Before}${Name}` }[keyof Part & string]
    : never

/** Parts of a spec that are no setting: its version, what goes with the choice of the network, and the plan of a run that it repeats. */
type NoSetting = 'version' | 'measuredPlan' | 'network.kind' | 'network.listing' | 'network.file.name' | 'network.file.sha256' | 'network.file.output'

export type SettingPath = Exclude<PathsOf<RunSpec>, NoSetting>

type Under<Before extends string, Records> = { readonly [Name in keyof Records & string as `${Before}.${Name}`]: Records[Name] }

/** The records of an object in the spec, by their paths. */
function under<Before extends string, Records extends Readonly<Record<string, Setting>>>(before: Before, records: Records): Under<Before, Records> {
  const entries = Object.entries(records).map(([name, record]) => [`${before}.${name}`, record])
  return Object.fromEntries(entries) as Under<Before, Records>
}

const { model, initializer, initializerScale, weights, ...layers } = networkSettings
const { id, ...limits } = datasetSettings
const { learningRate, ...ofOptimizer } = optimizerSettings
const { batchSize, epochs, seed, device, loss, labelSmoothing, ...computation } = runSettings

/** By path, in the order of the form. The compiler checks that every value of the spec has a record, a test that every record has a value. */
export const settings = {
  ...under('network', { model }),
  ...under('dataset', { id }),
  ...under('network', layers),
  ...{ batchSize, epochs },
  ...under('optimizer', { learningRate }),
  seed,
  ...under('network', { initializer, initializerScale }),
  ...under('network.file', { weights }),
  ...under('dataset', limits),
  ...under('preprocessing', preprocessingSettings),
  device,
  ...under('optimizer', ofOptimizer),
  ...under('schedule', scheduleSettings),
  loss,
  labelSmoothing,
  ...under('augmentation', augmentationSettings),
  ...computation,
} as const satisfies Readonly<Record<SettingPath, Setting>>

export const settingPaths = Object.keys(settings) as readonly SettingPath[]

/** The paths of settings of some kind. */
export type PathOfKind<Kind extends Setting['kind']> = { [Path in SettingPath]: (typeof settings)[Path]['kind'] extends Kind ? Path : never }[SettingPath]

/** The record of a setting, as one of its kind. */
export function settingAt(path: SettingPath): Setting {
  return settings[path]
}

/** The settings of a section of the form, in its order. */
export function settingsOf(group: SettingGroup): readonly SettingPath[] {
  return settingPaths.filter((path) => settings[path].group === group)
}

export function isSettingPath(path: string): path is SettingPath {
  return path in settings
}

/** The part of an unchecked value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), value)
}

/** A copy of a value with `set` at a path; missing objects on the way are made. */
export function withValueAt(value: unknown, path: string, set: unknown): object {
  const [name = '', ...others] = path.split('.')
  const object = isObject(value) ? value : {}
  return { ...object, [name]: others.length === 0 ? set : withValueAt(object[name], others.join('.'), set) }
}

/** The choices in a spec that decide which settings it has. */
export interface Chosen {
  readonly network: { readonly kind: 'zoo'; readonly model: Parameters<typeof modelInfo>[0] } | { readonly kind: 'layers' | 'file' }
  readonly optimizer: Pick<RunSpec['optimizer'], 'name'>
  readonly schedule: Pick<RunSpec['schedule'], 'name'>
}

/** Whether a network, an optimizer or a schedule has a setting at all: SGD has no momentum, ResNet-8 no dropout. */
export function applies(path: SettingPath, { network, optimizer, schedule }: Chosen): boolean {
  const [part, name = ''] = path.split('.')
  switch (part) {
    case 'optimizer':
      return hasField(optimizerSchema.options, optimizer.name, name)
    case 'schedule':
      return hasField(scheduleSchema.options, schedule.name, name)
    case 'network': {
      if (name === 'file') return network.kind === 'file'
      if (name === 'model' || name === 'initializer' || name === 'initializerScale') return true
      return network.kind === 'zoo' && name in modelInfo(network.model).choices
    }
    default:
      return true
  }
}

function hasField(members: readonly { readonly shape: object }[], name: string, field: string): boolean {
  const member = members.find(({ shape }) => 'name' in shape && (shape.name as { value: unknown }).value === name)
  return member !== undefined && field in member.shape
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
