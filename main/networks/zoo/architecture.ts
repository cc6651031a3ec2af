// What an architecture may depend on: the layers of a network as a function of what is chosen of them.
import type { LayerInput } from '@contract/models/layers/layer'
import type { LayerChoices } from '@contract/models/zoo'

export interface ArchitectureOptions extends LayerChoices {
  /** Number of classes: outputs of the last layer. */
  readonly classes: number
}

export type Architecture = (options: ArchitectureOptions) => readonly LayerInput[]
