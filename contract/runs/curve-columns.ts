// The curves of a run by column: a hundred thousand points cross a process border as a few arrays of numbers.
import type { ProgressPoint } from './run-record'

/** The points in the order of steps: one array a column, all of the same length. See `ProgressPoint` for what the columns are. */
export interface PointColumns {
  readonly step: Float64Array
  readonly epoch: Float64Array
  readonly loss: Float64Array
  readonly accuracy: Float64Array
  readonly imagesPerSecond: Float64Array
  /** Bytes in use on the GPU, or else resident bytes of the engine process. */
  readonly memoryBytes: Float64Array
  readonly elapsedSeconds: Float64Array
}

/** The results of whole epochs in their order, in the same way, on the images that they are judged by. See `EpochResult`. */
export interface EpochColumns {
  readonly epoch: Float64Array
  readonly heldOutLoss: Float64Array
  readonly heldOutAccuracy: Float64Array
}

export interface CurveColumns {
  readonly points: PointColumns
  readonly epochs: EpochColumns
  /** The last point with all that is known of it; null before the first. */
  readonly last: ProgressPoint | null
}

/** Curves for charts of the whole run: of a long one, neighbouring points are merged into one with the mean of loss, accuracy and speed, and the largest memory. */
export interface MergedCurves extends CurveColumns {
  /** Points that each of `points` stands for, on average; 1: they are as they were measured. */
  readonly pointsEach: number
}
