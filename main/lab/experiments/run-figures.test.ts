// Figures of runs for the rows of experiments, each from a few epochs.
import { expect, it } from 'vitest'
import type { EpochResult } from '@contract/runs/run-record'
import { accuracyAt, bestEpoch, diverged, furtherFigures, gap, secondsPerEpoch } from './run-figures'

const epoch = (number: number, changes: Partial<EpochResult>): EpochResult => ({ epoch: number, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5, imagesPerSecond: 100, seconds: 10, ...changes })

const epochs = [epoch(1, { testAccuracy: 0.6, seconds: 20 }), epoch(2, { testAccuracy: 0.8 }), epoch(3, { testAccuracy: 0.8, trainAccuracy: 0.95 })]
const none = { epochs: [] }

it('the gap is that of the last epoch', () => {
  expect(gap({ epochs })).toBeCloseTo(0.15)
  expect(gap(none)).toBeNull()
})

it('the best epoch has the lowest loss on the images that judge epochs, and is the first of equals', () => {
  expect(bestEpoch({ epochs })).toBe(1)
  expect(bestEpoch({ epochs: [epoch(1, { testAccuracy: 0.9 }), epoch(2, { testLoss: 0.5 }), epoch(3, { testLoss: 0.5, testAccuracy: 0.8 })] })).toBe(2)
  const validated = [0.3, 0.2, 0.4].map((validationLoss, index): EpochResult => ({ epoch: index + 1, trainLoss: 1, trainAccuracy: 0.5, validationLoss, validationAccuracy: 0.5, imagesPerSecond: 100, seconds: 10 }))
  expect(bestEpoch({ epochs: validated })).toBe(2)
  expect(bestEpoch(none)).toBeNull()
})

it('the time of an epoch is the mean', () => {
  expect(secondsPerEpoch({ epochs })).toBeCloseTo(40 / 3)
  expect(secondsPerEpoch(none)).toBeNull()
})

it('the accuracy at a moment is that of the last whole epoch', () => {
  expect([19, 20, 29.9, 30, 1000].map((seconds) => accuracyAt({ epochs }, seconds))).toEqual([null, 0.6, 0.6, 0.8, 0.8])
  const thirds = [1, 2, 3].map((number) => epoch(number, { seconds: 0.1, testAccuracy: number / 10 }))
  expect(accuracyAt({ epochs: thirds }, 0.3)).toBe(0.3) // 0.1 + 0.1 + 0.1 is more than 0.3
})

it('a run has diverged where its loss became infinite or grew', () => {
  const run = (changes: object) => diverged({ epochs, startLoss: 2.3, problem: null, ...changes })
  expect(run({})).toBe(0)
  expect(run({ problem: 'training/diverged', epochs: [] })).toBe(1)
  expect(run({ problem: 'engine/crashed' })).toBe(0)
  expect(run({ epochs: [epoch(1, { trainLoss: 2.4 })] })).toBe(0) // by chance
  expect(run({ epochs: [epoch(1, { trainLoss: 2.6 })] })).toBe(1)
  expect(run({ epochs: [epoch(1, { trainLoss: Number.NaN })], startLoss: null })).toBe(1)
  expect(run({ epochs: [] })).toBeNull()
})

it('a row has all of them, and no accuracy at equal time before a run has ended', () => {
  const facts = { epochs, predictedRssBytes: 5, startLoss: 2, problem: null, multiplyAdds: 7 }
  expect(furtherFigures(facts, null)).toEqual({ gap: expect.closeTo(0.15) as number, bestEpoch: 1, predictedRssBytes: 5, secondsPerEpoch: expect.closeTo(40 / 3) as number, multiplyAdds: 7, accuracyAtEqualTime: null, diverged: 0 })
  expect(furtherFigures(facts, 25)).toMatchObject({ accuracyAtEqualTime: 0.6 })
})
