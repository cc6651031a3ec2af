// Shares of variance on functions whose Sobol' indices are known, on full grids, with seeds, with gaps, and on random designs.
import { fillUniform, streams } from '../randomness/stream'
import { expect, it } from 'vitest'
import { importanceOf, type Importance, type Observation } from './importance'

function uniform(count: number, a: number): Float32Array {
  const out = new Float32Array(count)
  fillUniform({ seed: 7, stream: streams.bootstrap, a, b: 0 }, out)
  return out
}

function known(observations: readonly Observation[]): Importance {
  const importance = importanceOf(observations)
  if (typeof importance === 'string') throw new Error(importance)
  return importance
}

/** All combinations of 0 .. sizes[axis] - 1. */
function grid(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>((rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, level) => [...row, level])), [[]])
}

/** Points with independent uniform coordinates. */
function randomPoints(count: number, axes: number, from: number, to: number): number[][] {
  const columns = Array.from({ length: axes }, (_, axis) => uniform(count, axis))
  return Array.from({ length: count }, (_, index) => columns.map((column) => from + (to - from) * (column[index] ?? 0)))
}

/** T. Ishigami, T. Homma (1990), a = 7, b = 0.1: first-order indices 0.3139, 0.4424, 0; total variance 13.84. */
const ishigami = ([x = 0, y = 0, z = 0]: readonly number[]): number => Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x)

it('decomposes a full grid exactly, joint effects apart', () => {
  const effects = grid([2, 3]).map(([a = 0, b = 0]) => ({ values: [a, b], figure: 4 * a + b + (a === 1 && b === 2 ? 3 : 0) }))
  const { axes, rest, seeds, isComplete } = known(effects)
  // Figures 0, 1, 2 and 4, 5, 9: means 1 and 6 by the first axis, 2, 3, 5.5 by the second.
  const variance = (0 + 1 + 4 + 16 + 25 + 81) / 6 - 3.5 ** 2
  const ofA = 2.5 ** 2
  const ofB = ((2 - 3.5) ** 2 + (3 - 3.5) ** 2 + (5.5 - 3.5) ** 2) / 3
  expect(axes[0]).toBeCloseTo(ofA / variance, 12)
  expect(axes[1]).toBeCloseTo(ofB / variance, 12)
  expect(rest).toBeCloseTo(1 - (ofA + ofB) / variance, 12)
  expect(seeds).toBeNull()
  expect(isComplete).toBe(true)
})

it('takes names, switches and empty values as levels, whatever their number', () => {
  const observations = ['sgd', 'momentum', 'adamw'].flatMap((name, index) => [true, false, null].map((on) => ({ values: [name, on], figure: index })))
  expect(known(observations).axes).toEqual([1, 0])
})

it('keeps the spread of seeds apart from the axes', () => {
  const noise = uniform(4 * 3 * 50, 9)
  const observations = grid([4, 3]).flatMap((values, cell) => Array.from({ length: 50 }, (_, seed) => ({ values, figure: (values[0] ?? 0) + 2 * Math.sqrt(3) * ((noise[cell * 50 + seed] ?? 0) - 0.5) })))
  const { axes, seeds, rest } = known(observations)
  // Variance of 0..3 is 1.25, that of the noise 1.
  expect(axes[0]).toBeCloseTo(1.25 / 2.25, 1)
  expect(axes[1]).toBeLessThan(0.01)
  expect(seeds).toBeCloseTo(1 / 2.25, 1)
  expect(rest).toBeLessThan(0.02)
})

it('does not take chance for importance: axes without effect have none on average', () => {
  const shares = Array.from({ length: 40 }, (_, draw) => {
    const noise = uniform(24, 100 + draw)
    return known(grid([4, 3]).flatMap((values, cell) => [0, 1].map((seed) => ({ values, figure: noise[2 * cell + seed] ?? 0 })))).axes[0] ?? 0
  })
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length
  expect(mean).toBeLessThan(0.07) // without the correction 3 / 23 = 0.13
})

it('estimates the indices of the Ishigami function from a random design', () => {
  const { axes, rest, isComplete } = known(randomPoints(1000, 3, -Math.PI, Math.PI).map((values) => ({ values, figure: ishigami(values) })))
  expect(axes[0]).toBeCloseTo(0.3139, 1)
  expect(axes[1]).toBeCloseTo(0.4424, 1)
  expect(axes[2]).toBeLessThan(0.02)
  expect(rest).toBeGreaterThan(0.18) // the joint effect of x and z is 0.2437
  expect(isComplete).toBe(false)
})

it('finds an additive function in thirty random points, however the axis is scaled', () => {
  const points = randomPoints(30, 3, 0, 1).map(([x = 0, y = 0, z = 0]) => ({ values: [10 ** (-4 * x), y, z], figure: 3 * x + y }))
  const { axes } = known(points)
  expect(Math.abs((axes[0] ?? 0) - 0.9)).toBeLessThan(0.08) // thirty draws of x vary by themselves
  expect(Math.abs((axes[1] ?? 0) - 0.1)).toBeLessThan(0.08)
  expect(axes[2]).toBeLessThan(0.02)
})

it('is not misled by a grid with gaps, where marginal means mix the axes', () => {
  const observations = grid([5, 5])
    .filter(([a = 0, b = 0]) => !(a >= 3 && b >= 3))
    .map((values) => ({ values, figure: values[0] ?? 0 }))
  const { axes, isComplete } = known(observations)
  expect(isComplete).toBe(false)
  expect(axes[0]).toBeCloseTo(1, 6)
  expect(axes[1]).toBeCloseTo(0, 6)
})

it('knows nothing of an axis of which a single value was measured, and the shares of the others as without it', () => {
  const other = grid([3, 2]).map(([a = 0, b = 0]) => ({ values: [a, b], figure: 2 * a + b }))
  const [ofA, ofB] = known(other).axes
  const { axes, isComplete } = known(other.map(({ values: [a = 0, b = 0], figure }) => ({ values: [a, 0.1, b], figure })))
  expect(axes).toEqual([ofA, null, ofB])
  expect(isComplete).toBe(true)
  expect(importanceOf([{ values: [1, 0.1], figure: 2 }, { values: [1, 0.1], figure: 3 }])).toBe('too few')
})

it('says why it knows nothing', () => {
  expect(importanceOf([])).toBe('too few')
  expect(importanceOf([{ values: [1], figure: 2 }])).toBe('too few')
  expect(importanceOf(grid([3, 3]).map((values) => ({ values, figure: 0.9 })))).toBe('constant')
  expect(importanceOf(randomPoints(4, 3, 0, 1).map((values, index) => ({ values, figure: index })))).toBe('too few')
  expect(importanceOf(Array.from({ length: 24 }, (_, index) => ({ values: [index % 2, index % 2 === 0 ? 'a' : 'b', index % 5], figure: index })))).toBe('together')
})
