// The time to the end of a sweep: as expected, corrected by what points took.
import { noFigures, type SweepPoint } from '@contract/sweeps/sweep-record'
import { strategySchema } from '@contract/sweeps/strategy'
import { expect, it } from 'vitest'
import { sampleSpec } from '../testing/samples'
import { secondsLeft, type ExpectedTime } from './time-left'

const grid = { strategy: { kind: 'grid' }, base: sampleSpec({ epochs: 4 }) } as const

const point = (number: number, status: SweepPoint['status'], done: { epochs: number; elapsedSeconds: number } | null = null, values: SweepPoint['values'] = {}): SweepPoint => ({
  ...{ number, values, seed: 0, run: null, status, rung: null, problem: null, cluster: null },
  figures: { ...noFigures, ...done },
})

/** Points that take so many seconds of training each, by their numbers from 1, and none beside it. */
const expected = (...seconds: readonly number[]): ReadonlyMap<number, ExpectedTime> => new Map(seconds.map((one, index) => [index + 1, { seconds: one, overheadSeconds: 0 }]))

it('is unknown before anything is known', () => {
  expect(secondsLeft(grid, [point(1, 'waiting')], new Map())).toBeNull()
})

it('is what the remaining points are expected to take', () => {
  expect(secondsLeft(grid, [point(1, 'failed'), point(2, 'running'), point(3, 'waiting')], expected(10, 20, 30))).toBe(50)
})

it('follows what the first points took, epoch by epoch', () => {
  const points = [point(1, 'completed', { epochs: 4, elapsedSeconds: 20 }), point(2, 'running', { epochs: 2, elapsedSeconds: 20 }), point(3, 'waiting')]
  // Twice as slow as expected: half of point 2 and all of point 3 are left.
  expect(secondsLeft(grid, points, expected(10, 20, 30))).toBe(2 * (10 + 30))
  expect(secondsLeft(grid, points, new Map())).toBeCloseTo(20 * (1 / 2) + 20 + 10)
})

it('counts the epochs of each point where epochs are an axis', () => {
  const points = [point(1, 'running', { epochs: 1, elapsedSeconds: 5 }, { epochs: 2 }), point(2, 'waiting', null, { epochs: 8 })]
  expect(secondsLeft(grid, points, expected(10, 40))).toBe(5 + 40)
})

it('expects of successive halving that each rung keeps its share', () => {
  const strategy = strategySchema.parse({ kind: 'asha', points: 4, reduction: 2 })
  const points = [1, 2, 3, 4].map((number) => point(number, 'waiting'))
  // Four points for one epoch, two for one more, one for two more: 8 of 16 epochs.
  expect(secondsLeft({ ...grid, strategy }, points, expected(8, 8, 8, 8))).toBe(16)
})

it('counts what comes beside training for each run that has no results yet', () => {
  const points = [point(1, 'completed', { epochs: 4, elapsedSeconds: 20 }), point(2, 'running', { epochs: 2, elapsedSeconds: 10 }), point(3, 'running'), point(4, 'waiting')]
  const slowToStart = new Map([1, 2, 3, 4].map((number) => [number, { seconds: 20, overheadSeconds: 3 }]))
  expect(secondsLeft(grid, points, slowToStart)).toBe(10 + 20 + 20 + 2 * 3)
})

it('counts it for each rung that a point of successive halving has before it', () => {
  const strategy = strategySchema.parse({ kind: 'asha', points: 4, reduction: 2 })
  const slowToStart = new Map([1, 2, 3, 4].map((number) => [number, { seconds: 8, overheadSeconds: 3 }]))
  const fresh = [1, 2, 3, 4].map((number) => point(number, 'waiting'))
  // Four starts for the first epoch, two for one more, one for the last two.
  expect(secondsLeft({ ...grid, strategy }, fresh, slowToStart)).toBe(16 + 7 * 3)
  const begun = fresh.map((one) => (one.number === 1 ? { ...point(1, 'halted', { epochs: 1, elapsedSeconds: 2 }), rung: 0 } : one))
  expect(secondsLeft({ ...grid, strategy }, begun, slowToStart)).toBe(14 + 6 * 3)
})
