// What an architecture may depend on: the layers of a network as a function of a few settings.
import type { Layer } from './network-builder'

export interface ArchitectureOptions {
  /** Number of classes: outputs of the last layer. */
  readonly classes: number
  /** Dropout rate, for networks that have dropout layers; 0 leaves them out. */
  readonly dropout: number
}

export type Architecture = (options: ArchitectureOptions) => readonly Layer[]
