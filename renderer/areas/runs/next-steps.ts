// Suggestions of what to try after a run, by its settings.
import { phrase } from '@language/phrase'
import { withinSentence } from '@common/words/within-sentence'
import type { ModelName } from '@contract/models/zoo'
import { presets, type PresetName } from '@contract/training/presets'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { dependsOnLength, schedules } from '@contract/training/schedule'

export interface NextPreset {
  readonly name: PresetName
  /** Why this preset is suggested. */
  readonly reason: string
}

const nextPresets: Readonly<Record<ModelName, NextPreset>> = {
  lenet: { name: 'lenet-relu', reason: phrase('See what ReLU and max-pooling change') },
  'lenet-relu': { name: 'alexnet-quick', reason: phrase('See what AlexNet does in minutes') },
  alexnet: { name: 'alexnet-small', reason: phrase('See what a simpler AlexNet loses, and how much time it saves') },
  'alexnet-2012': { name: 'alexnet-book', reason: phrase('See how the book simplified it') },
  'alexnet-small': { name: 'fashionnet', reason: phrase('See what a network made for 28×28 images does') },
  fashionnet: { name: 'lenet-relu', reason: phrase('See what a network of a quarter of a century before does') },
  'resnet-8': { name: 'fashionnet', reason: phrase('See what fewer, wider layers without shortcuts do') },
  'resnet-20': { name: 'resnet-8', reason: phrase('See what fewer layers lose, and how much time they save') },
  'vgg-11': { name: 'alexnet-book', reason: phrase('See what larger kernels in fewer layers reach') },
  'vgg-16': { name: 'alexnet-book', reason: phrase('See what larger kernels in fewer layers reach') },
  nin: { name: 'alexnet-book', reason: phrase('See what fully connected layers add, and what they cost') },
  googlenet: { name: 'resnet-8', reason: phrase('See what shortcuts do in the place of branches') },
  'resnet-18': { name: 'resnet-20', reason: phrase('See what narrower layers made for small images do') },
  'resnet-50': { name: 'resnet-20', reason: phrase('See what narrower layers made for small images do') },
  'mobilenet-v2': { name: 'fashionnet', reason: phrase('See what a network made for 28×28 images does') },
  pixels: { name: 'lenet-relu', reason: phrase('See what learnt features do') },
  hog: { name: 'lenet-relu', reason: phrase('See what learnt features do') },
  'visual-words': { name: 'lenet-relu', reason: phrase('See what learnt features do') },
}

/** After a network that is not of the zoo. */
const ofOthers: NextPreset = { name: 'fashionnet', reason: phrase('See what a network made for 28×28 images does') }

/** The preset to go on with, and its title. */
export function nextPreset(run: RunRecord): NextPreset & { readonly title: string } {
  const { network } = run.spec
  const next = network.kind === 'zoo' ? nextPresets[network.model] : ofOthers
  return { ...next, title: presets.find(({ name }) => name === next.name)?.title ?? next.name }
}

/** Number of further epochs that are offered after a completed run. */
export const moreEpochs = 20

/** What further epochs do to the schedule of a run with these settings, in words. */
export function longerWords({ schedule }: RunSpec): string {
  if (!dependsOnLength[schedule.name]) return phrase('Goes on from the last checkpoint: the run ends as one that was begun with so many epochs')
  const title = withinSentence(schedules.find(({ name }) => name === schedule.name)?.title ?? schedule.name)
  return phrase('Goes on from the last checkpoint. The {schedule} schedule follows from the number of epochs: from here on its learning rates are those of the longer run', { schedule: title })
}
