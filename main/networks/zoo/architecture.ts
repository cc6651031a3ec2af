// The type of an architecture: the layers of a network as a function of the user's choices.
import type { LayerInput } from '@contract/models/layers/layer'
import type { LayerChoices } from '@contract/models/zoo'

export interface ArchitectureOptions extends LayerChoices {
  /** Number of classes: outputs of the last layer. */
  readonly classes: number
}

export type Architecture = (options: ArchitectureOptions) => readonly LayerInput[]
