// What an architecture may depend on: the layers of a network as a function of what is chosen of them.
import type { LayerChoices } from '@contract/models/zoo'
import { dropout } from '../layers'
import type { Layer } from '../network-builder'

export interface ArchitectureOptions extends LayerChoices {
  /** Number of classes: outputs of the last layer. */
  readonly classes: number
}

export type Architecture = (options: ArchitectureOptions) => readonly Layer[]

/** A dropout layer, or none at rate 0. */
export const dropoutAt = (rate: number): readonly Layer[] => (rate > 0 ? [dropout(rate)] : [])
