// Makes a run's spec out of the flags of `cnn-lab train`: a starting point (preset, file or network), then what the flags override.
import { betweenSentences } from '@common/words/sentences'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { NetworkListing } from '@contract/models/layers/listing'
import { networkInfo, type NetworkFile } from '@contract/models/networks'
import { modelNames, modelNameSchema } from '@contract/models/zoo'
import { optimizers, otherOptimizer } from '@contract/training/optimizer'
import { presets } from '@contract/training/presets'
import { defaultSpec, fileSpec, listingSpec, runSpecSchema, usualLearningRate, type ImageSize, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule, schedules } from '@contract/training/schedule'
import { applies, settingAt, settingPaths, valueAt, withValueAt, type SettingPath } from '@contract/training/settings/table'
import { listingFromFile, namesListing } from './listing-file'
import { datasetIdOf } from './named-dataset'
import { flagNameOf, typedFor, valueOfFlag, type TypedFlags } from './setting-flags'
import { specFaults } from '@common/words/spec-faults'
import { specFromFile } from './spec-file'
import { didYouMean } from '@common/words/suggestion'
import { UsageError } from './usage-error'

/** The flags of a run's settings, and those that name where they start from. */
export interface SpecFlags extends TypedFlags {
  readonly preset?: string
  readonly spec?: string
  readonly model?: string
  readonly optimizer?: string
  readonly schedule?: string
}

/** The preset of a bare `cnn-lab train`. */
const defaultPreset = 'lenet-relu'

/** Flags that decide which other settings there are, and so come before them; the network is part of the starting point. */
const deciding: readonly SettingPath[] = ['network.model', 'optimizer.name', 'schedule.name']

/**
 * With `--dataset`, to be called while a lab is open, which knows the imported sets.
 * @throws UsageError that names every flag that is wrong, and what is wrong with it
 */
export function specFromFlags(flags: SpecFlags, given: GivenNetwork | null = null): RunSpec {
  const base = baseOf(flags, given)
  const { optimizer, schedule } = withNames(flags, base)
  const chosen = { ...base, optimizer, schedule }
  const faults: string[] = []
  let spec: object = chosen
  for (const path of settingPaths) {
    const typed = typedFor(path, flags)
    if (typed === undefined || deciding.includes(path)) continue
    try {
      const value = path === 'dataset.id' ? datasetIdOf(String(typed), '--dataset') : valueOfFlag(path, typed)
      if (meansNothing(path, chosen)) {
        if (path !== 'network.dropout' || value !== 0) faults.push(nothingWords(path, chosen)) // no dropout is what such a network has
      } else spec = withValueAt(spec, path, value)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      faults.push(error.message)
    }
  }
  faults.push(...aloneFaults(flags, spec), specFaults(spec, flagNameOf))
  const message = faults.filter((fault) => fault !== '').join(betweenSentences)
  if (message !== '') throw new UsageError(message)
  return runSpecSchema.parse(spec)
}

/** Optimizer and schedule as the flags name them, not yet checked. */
interface Named extends Pick<RunSpec, 'network'> {
  readonly optimizer: { readonly name: string }
  readonly schedule: { readonly name: string }
}

/**
 * The optimizer and the schedule that the flags name, with the values that they share with those of the starting point. A momentum for
 * plain SGD makes it SGD with momentum. From another optimizer to AdamW or back, the learning rate becomes the usual one.
 */
function withNames(flags: SpecFlags, base: RunSpec): Omit<Named, 'network'> {
  const asked = flags.optimizer ?? base.optimizer.name
  const name = asked === 'sgd' && flags.momentum !== undefined ? 'momentum' : asked
  const optimizer = optimizers.find((candidate) => candidate.name === name)
  const schedule = schedules.find((candidate) => candidate.name === (flags.schedule ?? base.schedule.name))
  const { warmupEpochs } = base.schedule
  return {
    optimizer: !optimizer ? { ...base.optimizer, name } : name === base.optimizer.name ? base.optimizer : otherOptimizer(base.optimizer, optimizer.name, usualLearningRate(base.network)),
    schedule: !schedule ? { ...base.schedule, name: flags.schedule ?? '' } : schedule.name === base.schedule.name ? base.schedule : { ...defaultSchedule(schedule.name), warmupEpochs },
  }
}

/** Whether a setting does not apply to the chosen network, optimizer or schedule. False where that choice is unknown, which is a fault of its own. */
function meansNothing(path: SettingPath, { network, optimizer, schedule }: Named): boolean {
  const knownOptimizer = optimizers.find(({ name }) => name === optimizer.name)
  const knownSchedule = schedules.find(({ name }) => name === schedule.name)
  if (path.startsWith('optimizer.') && !knownOptimizer) return false
  if (path.startsWith('schedule.') && !knownSchedule) return false
  return !applies(path, { network, optimizer: knownOptimizer ?? { name: 'sgd' }, schedule: knownSchedule ?? { name: 'constant' } })
}

function nothingWords(path: SettingPath, { network, optimizer, schedule }: Named): string {
  const flag = flagNameOf(path)
  const [part, setting = ''] = path.split('.')
  if (part === 'optimizer') return phrase('{flag} means nothing with --optimizer {optimizer}.', { flag, optimizer: optimizer.name })
  if (part === 'schedule') return phrase('{flag} means nothing with --schedule {schedule}.', { flag, schedule: schedule.name })
  const { title } = networkInfo(network)
  if (setting === 'dropout') return phrase('{flag} means nothing here: {network} has no dropout layers.', { flag, network: title })
  return phrase('{flag} means nothing here: {network} has no choice of {setting}.', { flag, network: title, setting })
}

/** Typed settings of a choice that is not made: `--mean` without `--normalization own`. */
function aloneFaults(flags: SpecFlags, spec: object): readonly string[] {
  return settingPaths.flatMap((path) => {
    const { goesWith } = settingAt(path)
    if (typedFor(path, flags) === undefined || typeof goesWith !== 'object' || valueAt(spec, goesWith.choice) === goesWith.is) return []
    return [phrase('{flag} means something only with {choice} {chosen}.', { flag: flagNameOf(path), choice: flagNameOf(goesWith.choice), chosen: goesWith.is })]
  })
}

function startingPoint({ preset, spec, model }: SpecFlags): RunSpec {
  if (preset !== undefined && spec !== undefined) throw new UsageError(phrase('Give either --preset or --spec, not both.'))
  if (spec !== undefined) return specFromFile(spec)
  if (preset === undefined && model !== undefined) return defaultSpec(modelOf(model))
  const name = preset ?? defaultPreset
  const found = presets.find((candidate) => candidate.name === name)
  if (!found) throw unknownName('preset', name, presets.map((candidate) => candidate.name))
  return found.spec
}

/** A network from a file, and the size of the images that it is trained on. */
export interface SizedNetwork {
  readonly file: NetworkFile
  readonly size: ImageSize
  /** What the user should know of how the file was read, as sentences. */
  readonly notes: readonly string[]
}

/** What the lab has opened of `--model`: an ONNX file, or the layers of an own network. */
export type GivenNetwork = SizedNetwork | { readonly listing: NetworkListing }

/** The spec that the flags of settings change: for an imported ONNX file, for a list of layers, or for a network of the zoo. */
function baseOf(flags: SpecFlags, given: GivenNetwork | null): RunSpec {
  if (given) return withNetworkOf(flags, 'listing' in given ? listingSpec(given.listing) : fileSpec(given.file, given.size))
  if (flags.model !== undefined && namesListing(flags.model)) return withNetworkOf(flags, listingSpec(listingFromFile(flags.model)))
  return withModel(startingPoint(flags), flags.model)
}

/** The preset or spec file of the flags with the network and image size of `own`; without either, `own`, whose settings suit its network. */
function withNetworkOf(flags: SpecFlags, own: RunSpec): RunSpec {
  if (flags.preset === undefined && flags.spec === undefined) return own
  return { ...startingPoint(flags), network: own.network, preprocessing: own.preprocessing }
}

/** Another network brings its own input size, layers and initialisation; how to train stays as it is. */
function withModel(base: RunSpec, flag: string | undefined): RunSpec {
  if (flag === undefined) return base
  const model = modelOf(flag)
  if (base.network.kind === 'zoo' && model === base.network.model) return base
  const { network, preprocessing } = defaultSpec(model)
  return { ...base, network, preprocessing }
}

function modelOf(text: string) {
  const parsed = modelNameSchema.safeParse(text)
  if (parsed.success) return parsed.data
  throw unknownName('network', text, modelNames)
}

/** The error for a name that nothing has, with those that there are. */
export function unknownName(what: 'preset' | 'network', text: string, names: readonly string[]): UsageError {
  const values = { name: text, didYouMean: didYouMean(text, names), names: enumeration(names) }
  return new UsageError(what === 'preset' ? phrase('There is no preset {name}.{didYouMean} Presets: {names}.', values) : phrase('There is no network {name}.{didYouMean} Networks: {names}.', values))
}
