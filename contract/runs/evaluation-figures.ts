// Figures that follow from an evaluation: shares with intervals, figures of each class, calibration, confusions.

/** Holds a figure with a stated confidence, 95 % where nothing else is said. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** A share with its interval; null where there is nothing to take a share of. */
export interface Estimate {
  readonly value: number | null
  readonly interval: Interval
}

export interface ClassFigures {
  /** Images of the class. */
  readonly images: number
  /** Images that were taken for it. */
  readonly predicted: number
  /** Images of the class that were taken for it. */
  readonly correct: number
  /** Of the images taken for the class, the share that belongs to it. */
  readonly precision: Estimate
  /** Of the images of the class, the share that was taken for it. */
  readonly recall: Estimate
  /** Harmonic mean of precision and recall. */
  readonly f1: Estimate
}

/** Means over the classes that have images, each class alike. A class that no image was taken for counts with precision 0. */
export interface MacroFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Images whose confidence, the probability of the predicted class, lies in one part of 0..1. */
export interface ReliabilityBin {
  /** Confidences in the bin are above `from`, up to `to`. */
  readonly from: number
  readonly to: number
  readonly images: number
  /** Mean confidence, and share of right answers; null where the bin has no images. */
  readonly confidence: number | null
  readonly accuracy: number | null
  /** Of the accuracy, Wilson's. */
  readonly interval: Interval
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[]
  /** Expected calibration error: the mean of |accuracy - confidence| over the bins, weighted by their images. */
  readonly expectedError: number
  /** Maximum calibration error: the largest |accuracy - confidence| of a bin. */
  readonly maximumError: number
  readonly meanConfidence: number
}

export interface ConfusionMatrix {
  readonly classes: number
  /** Images of class t that were taken for class p stand at t * classes + p. */
  readonly counts: Uint32Array
}

/** Images of one class that were taken for another. */
export interface Confusion {
  readonly label: number
  readonly prediction: number
  readonly images: number
}
