// Holds the statistics to the figures that SciPy, statsmodels and scikit-learn computed (testing/reference_values.py).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { calibrationOf } from './calibration'
import { classFigures } from './class-figures'
import { confusionMatrix, normalizedConfusion } from './confusion-matrix'
import { incompleteBeta } from './incomplete-beta'
import { mcnemarExact } from './mcnemar'
import { meanAndSpread } from './mean-and-spread'
import { bootstrapDifference } from './paired-bootstrap'
import { reachOfT } from './student-t'
import { welchTest } from './welch'
import { wilsonInterval } from './wilson'

interface Reference {
  readonly wilson: readonly (readonly [number, number, number, number, number])[]
  readonly beta: readonly (readonly [number, number, number, number])[]
  readonly mcnemar: readonly (readonly [number, number, number])[]
  readonly student: readonly (readonly [number, number, number])[]
  readonly means: readonly (readonly [readonly number[], number, number, number, number])[]
  readonly welch: readonly (readonly [readonly number[], readonly number[], number, number, number, number, number])[]
  readonly classes: Readonly<Record<'labels' | 'predictions' | 'precision' | 'recall' | 'f1' | 'images', readonly number[]>> & Readonly<Record<'counts' | 'byRow' | 'byColumn', readonly (readonly number[])[]>>
  readonly bootstrap: { readonly first: readonly number[]; readonly second: readonly number[]; readonly low: number; readonly high: number }
  readonly calibration: { readonly confidences: readonly number[]; readonly correct: readonly number[]; readonly images: readonly number[]; readonly expected: number; readonly maximum: number }
}

const reference = JSON.parse(readFileSync(new URL('testing/reference-values.json', import.meta.url), 'utf8')) as Reference

/** Equal to ten significant digits. */
function expectClose(actual: number | null | undefined, expected: number): void {
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(expected), 1e-10))
}

it.each(reference.wilson)("Wilson's interval of %d in %d at %d", (successes, trials, confidence, low, high) => {
  const interval = wilsonInterval(successes, trials, confidence)
  expectClose(interval.low, low)
  expectClose(interval.high, high)
})

it.each(reference.beta)('the incomplete beta function at %d of %d and %d', (x, a, b, value) => {
  expectClose(incompleteBeta(x, a, b), value)
})

it.each(reference.mcnemar)("McNemar's exact test of %d and %d", (onlyFirst, onlySecond, p) => {
  expectClose(mcnemarExact({ onlyFirst, onlySecond }), p)
  expectClose(mcnemarExact({ onlyFirst: onlySecond, onlySecond: onlyFirst }), p)
})

it.each(reference.student)("the reach of Student's t for %d with %d degrees of freedom", (confidence, degrees, reach) => {
  expectClose(reachOfT(confidence, degrees), reach)
})

it.each(reference.means)('mean, spread and interval of %j', (values, mean, deviation, low, high) => {
  const found = meanAndSpread(values)
  expectClose(found?.mean, mean)
  expectClose(found?.deviation, deviation)
  expectClose(found?.interval?.low, low)
  expectClose(found?.interval?.high, high)
})

it.each(reference.welch)("Welch's test of %j and %j", (first, second, t, degrees, p, low, high) => {
  const test = welchTest(first, second)
  expectClose(test?.t, t)
  expectClose(test?.degrees, degrees)
  expectClose(test?.p, p)
  expectClose(test?.interval.low, low)
  expectClose(test?.interval.high, high)
})

describe('figures of classes', () => {
  const { labels, predictions, counts, byRow, byColumn, ...figures } = reference.classes
  const matrix = confusionMatrix(labels, predictions, 5)

  it('counts every pair, and normalises by row and by column', () => {
    expect([...matrix.counts]).toEqual(counts.flat())
    for (const [index, share] of byRow.flat().entries()) expectClose(normalizedConfusion(matrix, 'row')[index], share)
    for (const [index, share] of byColumn.flat().entries()) expectClose(normalizedConfusion(matrix, 'column')[index], share)
  })

  it('have the precision, recall and F1 of scikit-learn; a class that never appears has none', () => {
    const found = classFigures(matrix)
    expect(found.map(({ images }) => images)).toEqual(figures.images)
    for (const name of ['precision', 'recall', 'f1'] as const) {
      for (const label of [0, 1, 2, 3]) expectClose(found[label]?.[name].value, figures[name][label] ?? NaN)
      expect(found[4]?.[name]).toEqual({ value: null, interval: { low: 0, high: 1 } })
    }
  })
})

it('the bootstrap interval of a paired difference, within the error of 2,000 draws', () => {
  const { first, second, low, high } = reference.bootstrap
  const found = bootstrapDifference(first, second, { seed: 1 })
  expect(Math.abs(found.interval.low - low)).toBeLessThan(0.003)
  expect(Math.abs(found.interval.high - high)).toBeLessThan(0.003)
  expect(bootstrapDifference(first, second, { seed: 1 })).toEqual(found)
  expect(bootstrapDifference(first, second, { seed: 2 }).interval).not.toEqual(found.interval)
  expect(bootstrapDifference(second, first, { seed: 1 }).difference).toBe(-found.difference)
})

it('reliability bins and calibration errors', () => {
  const { confidences, correct, images, expected, maximum } = reference.calibration
  const found = calibrationOf(confidences, correct)
  expect(found.bins.map((bin) => bin.images)).toEqual(images)
  expectClose(found.expectedError, expected)
  expectClose(found.maximumError, maximum)
})
