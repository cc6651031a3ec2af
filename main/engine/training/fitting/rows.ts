// Samples that crafted features are fitted to.

/** Rows of numbers, one after another. */
export interface Rows {
  readonly count: number
  readonly width: number
  /** [count, width]. */
  readonly data: Float32Array
}
