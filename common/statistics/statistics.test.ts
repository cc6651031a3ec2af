// What the statistics promise beyond single figures: coverage of an interval, order of ranks, cases without an answer.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillBits, streams } from '../randomness/stream'
import { calibrationOf } from './calibration'
import { classFigures, macroFigures } from './class-figures'
import { confusionMatrix, mostConfused } from './confusion-matrix'
import { discordanceOf, mcnemarExact } from './mcnemar'
import { meanAndSpread } from './mean-and-spread'
import { bootstrapDiscordance } from './discordance-bootstrap'
import { bootstrapDifference } from './paired-bootstrap'
import { quantile } from './quantile'
import { rankOf, topKCount } from './top-k'
import { welchTest } from './welch'
import { wilsonInterval } from './wilson'

it("the interval of F1 holds the true F1 in about 95 of 100 samples, of a rare class too", () => {
  // Chances of a true positive, false positive and false negative; the rest is of other classes and taken for them.
  for (const [tp, fp, fn] of [[0.2, 0.05, 0.1], [0.02, 0.01, 0.03]] as const) {
    const truth = (2 * tp) / (2 * tp + fp + fn)
    const [samples, images] = [1000, 300]
    const words = new Uint32Array(images)
    let held = 0
    for (let sample = 0; sample < samples; sample++) {
      fillBits({ seed: 3, stream: streams.bootstrap, a: sample, b: 1 }, words)
      const cells = Array.from(words, (word) => word / 2 ** 32).map((u) => (u < tp ? [1, 1] : u < tp + fp ? [0, 1] : u < tp + fp + fn ? [1, 0] : [0, 0]))
      const interval = classFigures(confusionMatrix(cells.map(([label]) => label ?? 0), cells.map(([, prediction]) => prediction ?? 0), 2))[1]?.f1.interval
      if (interval && interval.low <= truth && truth <= interval.high) held += 1
    }
    expect(held / samples).toBeGreaterThan(0.93)
    expect(held / samples).toBeLessThan(0.98)
  }
})

it("Wilson's interval lies in 0..1, holds the share and narrows with more trials", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
      const successes = Math.round(share * trials)
      const { low, high } = wilsonInterval(successes, trials)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(successes / trials)
      expect(high).toBeGreaterThanOrEqual(successes / trials)
      const wider = wilsonInterval(successes, trials, 0.99)
      expect(wider.high - wider.low).toBeGreaterThan(high - low)
    }),
  )
})

it('discordant images are counted by who is right alone', () => {
  expect(discordanceOf(Uint8Array.of(1, 1, 0, 0, 1), Uint8Array.of(1, 0, 1, 0, 0))).toEqual({ onlyFirst: 2, onlySecond: 1 })
  expect(() => discordanceOf(new Uint8Array(3), new Uint8Array(4))).toThrow(RangeError)
  expect(mcnemarExact({ onlyFirst: 4, onlySecond: 4 })).toBe(1)
})

describe('ranks', () => {
  it('count the classes before a class; of equal scores the smaller number stands first, as a prediction takes it', () => {
    const scores = [0.1, 0.4, 0.4, 0.05]
    expect([0, 1, 2, 3].map((label) => rankOf(scores, label))).toEqual([2, 0, 1, 3])
  })

  it('give the top-k count, which no rank leaves at k = the number of classes', () => {
    const ranks = Uint16Array.of(0, 0, 1, 4, 9)
    expect([1, 2, 5, 10].map((k) => topKCount(ranks, k))).toEqual([2, 3, 4, 5])
  })
})

it('the pairs of classes that are confused most come first, no class with itself', () => {
  const matrix = confusionMatrix([0, 0, 0, 1, 1, 2, 2, 2], [1, 1, 0, 2, 1, 0, 0, 0], 3)
  expect(mostConfused(matrix, 2)).toEqual([
    { label: 2, prediction: 0, images: 3 },
    { label: 0, prediction: 1, images: 2 },
  ])
  expect(mostConfused(matrix, 9)).toHaveLength(3)
  const macro = macroFigures(classFigures(matrix))
  expect(macro.recall).toBeCloseTo((1 / 3 + 1 / 2 + 0) / 3, 12)
})

it('says nothing where nothing can be said', () => {
  expect(meanAndSpread([])).toBeNull()
  expect(meanAndSpread([0.5])).toEqual({ count: 1, mean: 0.5, deviation: null, interval: null })
  expect(welchTest([0.5], [0.4, 0.6])).toBeNull()
  expect(welchTest([0.5, 0.5], [0.6, 0.6])).toBeNull()
  expect(() => bootstrapDifference([], [], { seed: 0 })).toThrow(RangeError)
  expect(calibrationOf([], []).expectedError).toBe(0)
})

it('a confidence of 0 or 1 falls into the first or last bin, one at an edge into the bin below', () => {
  const { bins } = calibrationOf([0, 0.5, 1], [0, 1, 1], 2)
  expect(bins.map(({ images }) => images)).toEqual([2, 1])
})

it('quantiles lie between their neighbours', () => {
  expect(quantile([1, 2, 3, 5], 0.5)).toBe(2.5)
  expect(quantile([1, 2, 3, 5], 1)).toBe(5)
})

it('has the same bootstrap interval by counts as by images, within the error of 2,000 draws', () => {
  for (const [onlyFirst, onlySecond, both] of [[20, 45, 135], [0, 30, 70], [3, 0, 40]] as const) {
    const images = onlyFirst + onlySecond + both
    const first = Array.from({ length: images }, (_, image) => (image >= onlySecond ? 1 : 0))
    const second = Array.from({ length: images }, (_, image) => (image < onlySecond || image >= onlySecond + onlyFirst ? 1 : 0))
    const [byImages, byCounts] = [bootstrapDifference(first, second, { seed: 1 }), bootstrapDiscordance({ onlyFirst, onlySecond }, images, { seed: 1 })]
    expect(byCounts.difference).toBeCloseTo(byImages.difference, 12)
    expect(Math.abs(byCounts.interval.low - byImages.interval.low)).toBeLessThan(0.02)
    expect(Math.abs(byCounts.interval.high - byImages.interval.high)).toBeLessThan(0.02)
  }
  expect(bootstrapDiscordance({ onlyFirst: 0, onlySecond: 0 }, 10, { seed: 1 }).interval).toEqual({ low: 0, high: 0 })
  expect(() => bootstrapDiscordance({ onlyFirst: 0, onlySecond: 0 }, 0, { seed: 1 })).toThrow(RangeError)
})
