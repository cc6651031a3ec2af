// The form as the user writes it, and the run spec that it stands for, or the fault of each wrong setting.
import { phrase } from '@language/phrase'
import { augmentationSchema, type Augmentation } from '@contract/data/augmentation'
import type { DatasetInfo } from '@contract/data/datasets'
import { optimizers } from '@contract/training/optimizer'
import { preprocessingSchema, runSpecSchema, specVersion, type RunSpec } from '@contract/training/run-spec'
import { schedules } from '@contract/training/schedule'
import { validationNames } from '@contract/training/settings/data-settings'
import { issuePath, specIssues, type SpecIssue } from '@contract/training/spec-issues'
import { applies, isSettingPath, settingAt, settingPaths, settings, valueAt, withValueAt, type Chosen, type PathOfKind, type SettingPath } from '@contract/training/settings/table'
import { readNumber, readNumbers } from '../../fields/read-number'
import type { NetworkSettings } from '@contract/models/networks'
import { normalizationFaults } from '@common/preprocessing/input-form'
import { tooManyImages, validationFault } from '@common/training/used-images'
import { pageFormats } from '@common/words/format'

type SwitchPath = PathOfKind<'switch'>

/**
 * Every setting by its path: numbers as typed, so that a half-written one is neither lost nor changed; choices by name; switches as
 * booleans. A setting that the network, the optimizer or the schedule does not have is an empty text.
 */
export type Draft = Record<SwitchPath, boolean> &
  Record<Exclude<SettingPath, SwitchPath>, string> & {
    /** The chosen network; the settings of its layers in the form replace those in it. */
    network: NetworkSettings
  }

export type Faults = Partial<Record<SettingPath, string>>

export interface Fault {
  readonly path: SettingPath
  readonly message: string
}

/** The first fault from the top of the form; null where there is none. */
export function firstFault(faults: Faults): Fault | null {
  for (const path of settingPaths) {
    const message = faults[path]
    if (message !== undefined) return { path, message }
  }
  return null
}

export interface ReadDraft {
  /** Null where a setting is wrong. */
  readonly spec: RunSpec | null
  readonly faults: Faults
}

/** The form that shows a spec. */
export function draftOf(spec: RunSpec): Draft {
  const entries = settingPaths.map((path) => [path, textOf(path, valueAt(spec, path))])
  const { network } = spec
  return { ...(Object.fromEntries(entries) as Draft), network, 'network.model': network.kind === 'zoo' ? network.model : network.kind }
}

function textOf(path: SettingPath, value: unknown): string | boolean {
  if (settingAt(path).kind === 'switch') return value === true
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The value that a setting's field stands for, not yet checked. */
function readValue(path: SettingPath, written: string | boolean): unknown {
  const { kind, empty } = settingAt(path)
  if (typeof written === 'boolean' || kind === 'switch' || kind === 'choice') return written
  if (kind === 'numbers') return readNumbers(written)
  return empty !== undefined && written.trim() === '' ? null : readNumber(path, written)
}

/** The choices in the form that decide which other settings there are. */
export function chosenIn(draft: Draft): Chosen {
  const [optimizer, schedule] = [draft['optimizer.name'], draft['schedule.name']]
  return {
    network: draft.network,
    optimizer: { name: optimizers.find(({ name }) => name === optimizer)?.name ?? 'sgd' },
    schedule: { name: schedules.find(({ name }) => name === schedule)?.name ?? 'constant' },
  }
}

/** Whether the form shows a setting's field: the chosen network, optimizer and schedule have the setting. */
export function isShown(path: SettingPath, draft: Draft): boolean {
  const { goesWith } = settingAt(path)
  if (!applies(path, chosenIn(draft))) return false
  if (goesWith === undefined) return true
  if (typeof goesWith !== 'string') return isSettingPath(goesWith.choice) && draft[goesWith.choice] === goesWith.is
  return !isSettingPath(goesWith) || readNumber(goesWith, String(draft[goesWith])) > 0
}

/** The augmentation in the form, even if other fields are wrong; null where it is wrong itself. */
export function readAugmentation(draft: Draft): Augmentation | null {
  return augmentationSchema.safeParse(valueAt(specValue(draft), 'augmentation')).data ?? null
}

/** The spec that the form stands for, not yet checked. */
function specValue(draft: Draft): object {
  const chosen = chosenIn(draft)
  const written = settingPaths.filter((path) => path !== 'network.model' && applies(path, chosen))
  return written.reduce<object>((spec, path) => withValueAt(spec, path, readValue(path, draft[path])), { version: specVersion, network: draft.network })
}

function goneFault(draft: Draft, dataset: DatasetInfo | null): Faults {
  return { 'dataset.id': dataset ? phrase('The images of {dataset} were removed from the lab. Choose another data set, or import it again.', { dataset: dataset.title }) : phrase('The lab has no data set {id}. Choose another one.', { id: draft['dataset.id'] }) }
}

/** Where the form asks for images that the data set has not. */
function imageFaults(draft: Draft, dataset: DatasetInfo | null): Faults {
  if (dataset === null) return {}
  const limits = [['dataset.limitTrain', dataset.trainImages], ['dataset.limitTest', dataset.testImages]] as const
  const faults: (readonly [SettingPath, string])[] = limits.map(([path, images]) => [path, tooManyImages(readNumber(path, draft[path]), images, pageFormats)])
  const validation = validationNames.find((name) => name === draft['dataset.validation'])
  if (validation) faults.push(['dataset.validation', validationFault(validation, dataset)])
  return Object.fromEntries(faults.flatMap(([path, fault]) => (fault === '' ? [] : [[path, `${settingAt(path).label} ${fault}`]])))
}

/** Where a normalisation has not as many numbers as the images have channels. */
function numbersFaults(value: object, dataset: DatasetInfo | null): Faults {
  const { data } = preprocessingSchema.safeParse(valueAt(value, 'preprocessing'))
  if (!data || !dataset) return {}
  return Object.fromEntries(normalizationFaults(data, dataset).map(({ field, message }) => [`preprocessing.${field}`, phrase('{label} {message}.', { label: settings[`preprocessing.${field}`].label, message })]))
}

/**
 * Reads the form.
 * @param dataset facts of the chosen data set, by which limits are checked; null while they are not known
 * @param isGone whether the lab has no images of that set
 */
export function readDraft(draft: Draft, dataset: DatasetInfo | null, isGone = false): ReadDraft {
  const value = specValue(draft)
  const faults: Faults = { ...(isGone && goneFault(draft, dataset)), ...imageFaults(draft, dataset), ...numbersFaults(value, dataset) }
  for (const issue of specIssues(value)) {
    const path = issuePath(issue)
    if (isSettingPath(path)) faults[path] ??= faultWords(path, issue)
  }
  const parsed = Object.keys(faults).length === 0 ? runSpecSchema.safeParse(value) : null
  return { spec: parsed?.data ?? null, faults }
}

/** The fault of a setting: its label and the schema's words. */
const faultWords = (path: SettingPath, { message }: SpecIssue): string => phrase('{label} {message}.', { label: settingAt(path).label, message })

/** The settings that differ between two forms, as far as the first one shows them. The device does not count, as it depends on the machine. */
export function changedSettings(draft: Draft, from: Draft): readonly SettingPath[] {
  const [now, before] = [chosenIn(draft), chosenIn(from)]
  return settingPaths.filter((path) => {
    if (path === 'device' || !applies(path, now)) return false
    return !applies(path, before) || !isSame(path, draft[path], from[path])
  })
}

function isSame(path: SettingPath, a: string | boolean, b: string | boolean): boolean {
  return a === b || sameValue(readValue(path, a), readValue(path, b))
}

/** Whether two values of a setting are equal: lists, where all their numbers are. */
const sameValue = (a: unknown, b: unknown): boolean => (Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((number, place) => Object.is(number, b[place])) : Object.is(a, b))

/** Whether two specs are equal, defaults filled in. */
export function sameSpec(a: RunSpec, b: RunSpec): boolean {
  return JSON.stringify(runSpecSchema.parse(a)) === JSON.stringify(runSpecSchema.parse(b))
}
