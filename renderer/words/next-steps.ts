// What is worth trying after a run, from its own settings.
import { presets, type PresetName } from '@contract/presets'
import type { RunRecord } from '@contract/run-record'

export interface NextPreset {
  readonly name: PresetName
  /** Why just this one. */
  readonly reason: string
}

const nextPresets: Readonly<Record<RunRecord['spec']['network']['model'], NextPreset>> = {
  lenet: { name: 'lenet-relu', reason: 'See what ReLU and max-pooling change' },
  'lenet-relu': { name: 'alexnet-quick', reason: 'See what AlexNet does in minutes' },
  alexnet: { name: 'lenet-relu', reason: 'See what a small network does with the same images' },
}

/** The preset to go on with, and its title. */
export function nextPreset(run: RunRecord): NextPreset & { readonly title: string } {
  const next = nextPresets[run.spec.network.model]
  return { ...next, title: presets.find(({ name }) => name === next.name)?.title ?? next.name }
}
