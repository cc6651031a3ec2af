// Titles of runs that the user has not named: a preset's title where all its settings stand, else the network and the settings that differ from its plain ones.
import { phrase } from '@language/phrase'
import { augmentationWords } from '@contract/data/augmentation'
import { oneLine } from '@contract/one-line'
import { maxTitleLength, type RunRecord } from '@contract/runs/run-record'
import { chosenDropout, networkInfo } from '@contract/models/networks'
import { choiceNames, choiceTitles, type ChoiceName } from '@contract/models/zoo'
import { initializationWords } from '@contract/models/initializers'
import { presets, type Preset } from '@contract/training/presets'
import { defaultSpec, fileSpec, listingSpec, type RunSpec } from '@contract/training/run-spec'
import { counted } from '@language/counted'
import { withCommas } from './listed-words'
import { stepWords } from './spec-words'

/** `images flipped, shifted by up to 4 px`; without augmentation `images as they are`. */
function augmented({ augmentation }: RunSpec): string {
  const changes = withCommas(augmentationWords(augmentation))
  return changes === '' ? phrase('images as they are') : phrase('images {changes}', { changes })
}

/** `momentum 0.9, cosine schedule`; without any of these `plain SGD`. */
function steps(spec: RunSpec): string {
  return withCommas(stepWords(spec)) || phrase('plain SGD')
}

/** The network's title without its choices of layers. */
const networkWord = ({ network }: RunSpec): string => networkInfo(network).title

/** `images of 32×32`; empty at the size that the network is made for. */
function sizeWords({ network, preprocessing: { height, width } }: RunSpec): string {
  const { inputSize } = networkInfo(network)
  return inputSize === null || (height === inputSize && width === inputSize) ? '' : phrase('images of {height}×{width}', { height, width })
}

/** Title of one choice of layers; empty where the network leaves no such choice. */
function choiceWord({ network }: RunSpec, name: ChoiceName): string {
  const choice = network.kind === 'zoo' ? network[name] : null
  return choice === null ? '' : choiceTitles[choice]
}

/** The settings in which a spec differs from another, in a few words each. Device and numbers of images are left out: they stand below every title. */
export function differences(spec: RunSpec, from: RunSpec): string[] {
  const words: string[] = []
  const changed = <T>(value: T, before: T, text: (value: T) => string): void => {
    if (value !== before) words.push(text(value))
  }
  changed(networkWord(spec), networkWord(from), (title) => title)
  for (const name of choiceNames) {
    changed(choiceWord(spec, name), choiceWord(from, name), (word) => word)
  }
  changed(sizeWords(spec), sizeWords(from), (words) => words)
  changed(spec.batchSize, from.batchSize, (size) => phrase('batch size {size}', { size }))
  changed(spec.epochs, from.epochs, (epochs) => counted(String(epochs), epochs === 1, 'epoch'))
  changed(spec.optimizer.learningRate, from.optimizer.learningRate, (rate) => phrase('learning rate {rate}', { rate }))
  changed(steps(spec), steps(from), (words) => words)
  changed(chosenDropout(spec.network) ?? 0, chosenDropout(from.network) ?? 0, (dropout) => (dropout === 0 ? phrase('no dropout') : phrase('dropout {dropout}', { dropout })))
  changed(initializationWords(spec.network), initializationWords(from.network), (words) => words)
  changed(augmented(spec), augmented(from), (words) => words)
  changed(spec.seed, from.seed, (seed) => phrase('seed {seed}', { seed }))
  return words.filter((word) => word !== '')
}

/** The beginning of a title, and the spec that the differences after it refer to. */
interface TitleBase {
  readonly title: string
  readonly spec: RunSpec
}

/**
 * The preset's title where all its settings stand: `LeNet, as in the book, batch size 64` would contradict itself. Anywhere else the title
 * begins with the network's name and lists differences from the network's default spec; from the preset's, where it is named like its network.
 */
function titleBase(spec: RunSpec, preset: TitleBase): TitleBase {
  const { network, preprocessing } = spec
  const { title } = networkInfo(network)
  switch (network.kind) {
    case 'file':
      return { title, spec: fileSpec(network.file, preprocessing) }
    case 'layers':
      return { title, spec: listingSpec(network.listing) }
    case 'zoo': {
      const isPreset = differences(spec, preset.spec).length === 0
      const isNamedSo = title === networkWord(preset.spec) && preset.title === title
      return isPreset || isNamedSo ? preset : { title, spec: defaultSpec(network.model) }
    }
  }
}

/** The title by a given preset: `LeNet with ReLU`, or with changes `LeNet with ReLU, batch size 256, seed 3`. */
export function runTitle(spec: RunSpec, preset: TitleBase): string {
  const base = titleBase(spec, preset)
  return oneLine(withCommas([base.title, ...differences(spec, base.spec)])).slice(0, maxTitleLength)
}

/** Number of settings in which a spec differs from another. */
function distance(spec: RunSpec, from: RunSpec): number {
  const { limitTrain, limitTest } = spec.dataset
  const limits = Number(limitTrain !== from.dataset.limitTrain) + Number(limitTest !== from.dataset.limitTest)
  return differences(spec, from).length + limits
}

/** Among the presets of the spec's network, the one with the fewest differences; for a network without presets, the first preset of all. */
export function nearestPreset(spec: RunSpec): Preset {
  const ofNetwork = presets.filter((preset) => networkInfo(preset.spec.network).slug === networkInfo(spec.network).slug)
  const [nearest = presets[0]] = [...ofNetwork].sort((a, b) => distance(spec, a.spec) - distance(spec, b.spec))
  if (!nearest) throw new Error('there are no presets')
  return nearest
}

/** What the settings of a run are told apart from: the nearest preset of its network, or the settings that the form begins with for it. */
export function baseOf(spec: RunSpec): { readonly title: string; readonly spec: RunSpec } {
  const { network, preprocessing } = spec
  const title = phrase('the usual settings of {network}', { network: networkInfo(network).title })
  if (network.kind === 'file') return { title, spec: fileSpec(network.file, preprocessing) }
  if (network.kind === 'layers') return { title, spec: listingSpec(network.listing) }
  const preset = nearestPreset(spec)
  return preset.spec.network.model === network.model ? { title: phrase('the preset “{preset}”', { preset: preset.title }), spec: preset.spec } : { title, spec: defaultSpec(network.model) }
}

/** The title by the nearest preset. */
export function titleOf(spec: RunSpec): string {
  return runTitle(spec, nearestPreset(spec))
}

/** Whether the title of a run was made of its settings, in whatever language; of a run of an earlier version, whether it is as this language has it. */
export const hasDefaultTitle = ({ title, isTitleMade, spec }: Pick<RunRecord, 'title' | 'isTitleMade' | 'spec'>): boolean => isTitleMade ?? title === titleOf(spec)
