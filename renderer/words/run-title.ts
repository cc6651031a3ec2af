// Titles of runs: the preset's, and what was changed of it.
import { augmentationWords } from '@contract/augmentation'
import { choiceNames, choiceTitles, modelInfo } from '@contract/networks'
import { fileSpec, stepWords, type RunSpec } from '@contract/run-spec'
import { initializerTitles } from './fields'
import { formatCount } from './format'

function limit(images: number | null, what: string): string {
  return images === null ? `all ${what} images` : `${formatCount(images)} ${what} images`
}

/** `images flipped, shifted by up to 4 px`; else that they are left as they are. */
function augmented({ augmentation }: RunSpec): string {
  return `images ${augmentationWords(augmentation).join(', ') || 'as they are'}`
}

/** `momentum 0.9, cosine schedule`; else that it is plain SGD. */
function steps(spec: RunSpec): string {
  return stepWords(spec).join(', ') || 'plain SGD'
}

/** The network without what is chosen of its layers. */
const networkWord = ({ network }: RunSpec): string => network.file?.name ?? modelInfo(network.model).title

/** What a spec has other than another one, in the words of the form; the device is not part of it. */
export function differences(spec: RunSpec, from: RunSpec): string[] {
  const words: string[] = []
  const changed = <T>(value: T, before: T, text: (value: T) => string): void => {
    if (value !== before) words.push(text(value))
  }
  changed(networkWord(spec), networkWord(from), (title) => title)
  for (const name of choiceNames) {
    changed(spec.network[name], from.network[name], (choice) => (choice === null ? '' : choiceTitles[choice]))
  }
  changed(spec.batchSize, from.batchSize, (size) => `batch size ${size}`)
  changed(spec.epochs, from.epochs, (epochs) => `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`)
  changed(spec.optimizer.learningRate, from.optimizer.learningRate, (rate) => `learning rate ${rate}`)
  changed(steps(spec), steps(from), (words) => words)
  changed(spec.network.dropout, from.network.dropout, (dropout) => (dropout === 0 ? 'no dropout' : `dropout ${dropout}`))
  changed(spec.network.initializer, from.network.initializer, (name) => `${initializerTitles[name]} initialisation`)
  changed(spec.dataset.limitTrain, from.dataset.limitTrain, (images) => limit(images, 'training'))
  changed(spec.dataset.limitTest, from.dataset.limitTest, (images) => limit(images, 'test'))
  changed(augmented(spec), augmented(from), (words) => words)
  changed(spec.seed, from.seed, (seed) => `seed ${seed}`)
  return words.filter((word) => word !== '')
}

/** `LeNet with ReLU`, or with changes `LeNet with ReLU, batch size 256, seed 3`; of a network from a file, the file's name in place of the preset's. */
export function runTitle(spec: RunSpec, preset: { readonly title: string; readonly spec: RunSpec }): string {
  const { file } = spec.network
  if (file) return [file.name, ...differences(spec, fileSpec(file, spec.preprocessing.size))].join(', ').slice(0, 200)
  return [preset.title, ...differences(spec, preset.spec)].join(', ').slice(0, 200)
}
