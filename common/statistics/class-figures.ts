// Precision, recall and F1 of each class, with intervals.
import { marginals, type ConfusionMatrix } from './confusion-matrix'
import { usualConfidence, type Interval } from './interval'
import { wilsonInterval } from './wilson'

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

/**
 * Intervals of precision and recall are Wilson's. That of F1 follows from Wilson's interval for Jaccard's index J = TP / (TP + FP + FN), of which F1
 * = 2J / (1 + J) is a rising function: given the number of images that are of the class or taken for it, TP is binomial with probability J.
 */
export function classFigures(matrix: ConfusionMatrix, confidence = usualConfidence): readonly ClassFigures[] {
  const { ofClass, takenFor } = marginals(matrix)
  return Array.from({ length: matrix.classes }, (_, label) => {
    const [images, predicted] = [ofClass[label] ?? 0, takenFor[label] ?? 0]
    const correct = matrix.counts[label * matrix.classes + label] ?? 0
    const jaccard = estimate(correct, images + predicted - correct, confidence)
    return {
      ...{ images, predicted, correct },
      precision: estimate(correct, predicted, confidence),
      recall: estimate(correct, images, confidence),
      f1: {
        value: jaccard.value === null ? null : f1Of(jaccard.value),
        interval: { low: f1Of(jaccard.interval.low), high: f1Of(jaccard.interval.high) },
      },
    }
  })
}

function estimate(successes: number, trials: number, confidence: number): Estimate {
  return { value: trials === 0 ? null : successes / trials, interval: wilsonInterval(successes, trials, confidence) }
}

const f1Of = (jaccard: number): number => (2 * jaccard) / (1 + jaccard)

/** Means over the classes that have images, each class alike. A class that no image was taken for counts with precision 0. */
export interface MacroFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export function macroFigures(figures: readonly ClassFigures[]): MacroFigures {
  const known = figures.filter(({ images }) => images > 0)
  const mean = (name: keyof MacroFigures): number => known.reduce((sum, figure) => sum + (figure[name].value ?? 0), 0) / Math.max(1, known.length)
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}
