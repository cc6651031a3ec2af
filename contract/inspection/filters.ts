// Filters of convolutions: the weights of a layer, and those of the first one over the epochs of a run.

/** The file of a run's folder that keeps the filters of its first convolution; see main/telemetry/filter-history-file.ts. */
export const filterHistoryFile = 'first-filters.bin'

/** The weights of a convolution. */
export interface LayerFilters {
  /** Name as in the network's analysis. */
  readonly layer: string
  /** [filters, channels of each, height, width]. */
  readonly shape: readonly [number, number, number, number]
  readonly values: Float32Array
}

/** A convolution that has filters to look at. */
export interface FilterLayer {
  readonly layer: string
  readonly shape: readonly [number, number, number, number]
}

/** The first convolution's filters as they came to be. */
export interface FilterHistory {
  readonly layer: string
  readonly shape: readonly [number, number, number, number]
  /** Epochs with their weights, in rising order; 0: before training. */
  readonly epochs: readonly number[]
  /** [epochs, filters, channels of each, height, width]. */
  readonly values: Float32Array
}
