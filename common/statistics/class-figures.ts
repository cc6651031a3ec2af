// Precision, recall and F1 of each class, with intervals.
import type { ClassFigures, ConfusionMatrix, Estimate, MacroFigures } from '@contract/runs/evaluation-figures'
import { marginals } from './confusion-matrix'
import { usualConfidence } from './confidence'
import { wilsonInterval } from './wilson'

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

/** A share with Wilson's interval. */
export function estimate(successes: number, trials: number, confidence = usualConfidence): Estimate {
  return { value: trials === 0 ? null : successes / trials, interval: wilsonInterval(successes, trials, confidence) }
}

const f1Of = (jaccard: number): number => (2 * jaccard) / (1 + jaccard)

export function macroFigures(figures: readonly ClassFigures[]): MacroFigures {
  const known = figures.filter(({ images }) => images > 0)
  const mean = (name: keyof MacroFigures): number => known.reduce((sum, figure) => sum + (figure[name].value ?? 0), 0) / Math.max(1, known.length)
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}
