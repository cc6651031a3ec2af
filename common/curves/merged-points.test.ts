// Few points of a long run say what all of them say: ends, means, the largest memory.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { progressPointSchema, type ProgressPoint } from '@contract/runs/run-record'
import { mergedPoints } from './merged-points'

const pointAt = (step: number, loss: number, rssBytes: number, deviceBytes: number | null): ProgressPoint => ({
  ...{ step, epoch: step / 100, loss, accuracy: 0.5, runningLoss: loss, runningAccuracy: 0.5, imagesPerSecond: 100, stepSeconds: 0.01 },
  ...{ rssBytes, deviceBytes, deviceUtilization: null, elapsedSeconds: step, secondsLeft: 0 },
})

const runs = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 10, noNaN: true }), fc.integer({ min: 0, max: 1e9 }), fc.option(fc.integer({ min: 0, max: 1e9 }))), { minLength: 1, maxLength: 300 }).map((chunks) => {
  let step = 0
  return chunks.map(([steps, ...values]) => pointAt((step += steps), ...values))
})

it('leaves few points as they are', () => {
  const points = [pointAt(1, 1, 1, null), pointAt(2, 1, 1, 2)]
  expect(mergedPoints(points, 2)).toEqual({ points, pointsEach: 1 })
  expect(mergedPoints([], 1)).toEqual({ points: [], pointsEach: 1 })
})

it('means neighbours, and keeps their largest memory and their end', () => {
  const { points, pointsEach } = mergedPoints([pointAt(10, 1, 5, null), pointAt(20, 3, 9, 7), pointAt(30, 4, 1, null), pointAt(40, 6, 2, null)], 2)
  expect(pointsEach).toBe(2)
  expect(points).toMatchObject([{ step: 20, epoch: 0.2, loss: 2, rssBytes: 9, deviceBytes: 7, runningLoss: 3 }, { step: 40, loss: 5, rssBytes: 2, deviceBytes: null }])
})

it('is never longer than it may be, ends where the run ends, in the order of steps, and invents no value', () => {
  fc.assert(fc.property(runs, fc.integer({ min: 1, max: 40 }), (points, most) => {
    const merged = mergedPoints(points, most)
    expect(merged.points.length).toBeLessThanOrEqual(most < points.length ? most : points.length)
    expect(merged.points.at(-1)?.step).toBe(points.at(-1)?.step)
    expect(merged.points.map(({ step }) => step)).toEqual([...new Set(merged.points.map(({ step }) => step))].sort((a, b) => a - b))
    expect(Math.max(...merged.points.map(({ rssBytes }) => rssBytes))).toBe(Math.max(...points.map(({ rssBytes }) => rssBytes)))
    const [low, high] = [Math.min(...points.map(({ loss }) => loss)), Math.max(...points.map(({ loss }) => loss))]
    for (const point of merged.points) {
      expect(progressPointSchema.safeParse(point).success).toBe(true)
      expect(point.loss).toBeGreaterThanOrEqual(low - 1e-9)
      expect(point.loss).toBeLessThanOrEqual(high + 1e-9)
    }
  }))
})
