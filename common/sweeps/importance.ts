// How much each axis of a sweep decides about a figure: shares of the figure's variance over the points.
import type { AxisValue } from '@contract/sweeps/axis'
import { ranksOf } from '../statistics/ranks'
import { solvePositive } from './solve-positive'

/** One run of a sweep: its values in the order of the axes, and its figure. Runs that differ only in their seed have equal values. */
export interface Observation {
  readonly values: readonly AxisValue[]
  readonly figure: number
}

/** Shares of the variance; together they are 1 except for rounding and for shares that chance pushes below 0, which are 0 here. */
export interface Importance {
  /** Share of each axis by itself, in the order of the axes; null for one of which a single value was measured: nothing is known of it. */
  readonly axes: readonly (number | null)[]
  /** Share of the seeds: what differs between runs with equal settings. Null where no setting was repeated: it is part of `rest` then. */
  readonly seeds: number | null
  /** What no axis explains by itself: joint effects of several axes, effects finer than a line with a few bends, and chance. */
  readonly rest: number
  /** Whether every combination was measured equally often: the shares of the axes are exact then, up to chance between seeds. */
  readonly isComplete: boolean
  readonly observations: number
}

/** Why there is no importance: the figure does not vary, there are too few runs, or two axes changed only together so far. */
export type Unknown = 'constant' | 'too few' | 'together'

/** Most effects that are fitted to the values of one axis of numbers. */
const mostEffects = 16

/** Points for each fitted effect of an axis of many numbers, about, over all axes. */
const pointsPerEffect = 3

/** Points beyond the number of fitted effects that an estimate of chance needs. */
const sparePoints = 3

/**
 * The main effects of the functional ANOVA (I. Sobol', "Sensitivity estimates for nonlinear mathematical models", 1993; for settings of training: F. Hutter,
 * H. Hoos, K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014).
 *
 * The figure, as its mean over the seeds of each point, is fitted by least squares as mean + effects of each axis, all axes at once: an effect for each value,
 * or along an axis of many numbers a line with bends, by rank, so that its scale does not matter. An axis's share is the variance of its effects over that of
 * the figure. On a full grid these are the exact variances of the conditional means; on a random or Sobol design, and on a grid with gaps, estimates
 * (of the kind in B. Sudret, "Global sensitivity analysis using polynomial chaos expansions", 2008, with bent lines in the place of polynomials).
 *
 * Chance makes effects look larger than they are: its expected part is subtracted (T. Kelley, "An unbiased correlation ratio measure", 1935). On a full grid chance
 * is the spread between seeds, elsewhere what the fit leaves, as joint effects do not cancel there.
 *
 * @param observations runs with a finite figure
 */
export function importanceOf(observations: readonly Observation[]): Importance | Unknown {
  const varied = variedAxes(observations)
  const known = importanceOfVaried(observations.map(({ values, figure }) => ({ values: values.filter((_, axis) => varied[axis]), figure })))
  if (typeof known === 'string') return known
  const shares = known.axes.values()
  return { ...known, axes: varied.map((isVaried) => (isVaried ? (shares.next().value ?? null) : null)) }
}

/** For each axis, whether more than one of its values was measured: a sweep that goes on, or whose points failed, has all of one axis at a single value. */
function variedAxes(observations: readonly Observation[]): readonly boolean[] {
  return (observations[0]?.values ?? []).map((_, axis) => new Set(observations.map(({ values }) => values[axis])).size > 1)
}

/** @param observations of which each axis has several values */
function importanceOfVaried(observations: readonly Observation[]): (Importance & { readonly axes: readonly number[] }) | Unknown {
  const points = pointsOf(observations)
  const axisCount = observations[0]?.values.length ?? 0
  if (points.length < 2 || axisCount === 0) return 'too few'
  const isComplete = isFullGrid(points, axisCount)
  const bases = basesOf(points, axisCount, isComplete)
  const effects = 1 + bases.reduce((sum, { size }) => sum + size - 1, 0)
  if (!isComplete && points.length < effects + sparePoints) return 'too few'

  const mean = meanOf(points.map((point) => point.mean))
  const figures = points.map((point) => point.mean - mean)
  const within = meanOf(points.map(({ squares, count }) => squares / count))
  if (meanOf(figures.map((figure) => figure ** 2)) + within <= (1e-12 * Math.max(Math.abs(mean), 1e-12)) ** 2) return 'constant'

  const fit = fitEffects(bases, figures)
  if (!fit) return 'together'
  // As if all combinations were equally frequent: where values of two axes go together by chance, the variance of the figures is not the sum of its parts.
  const whole = fit.axes.reduce((sum, { variance }) => sum + variance, 0) + fit.residual / points.length + within
  const betweenSeeds = varianceWithin(points)
  const repeats = meanOf(points.map(({ count }) => count))
  const chance = isComplete ? (betweenSeeds ?? 0) / repeats : fit.residual / (points.length - effects)
  const axes = fit.axes.map(({ variance, chancePart }) => share(variance - chance * chancePart, whole))
  const runs = observations.length
  const seeds = betweenSeeds === null ? null : share((betweenSeeds * (runs - 1)) / runs, whole)
  const explained = axes.reduce((sum, part) => sum + part, 0) + (seeds ?? 0)
  return { axes, seeds, rest: share(1 - explained, 1), isComplete, observations: runs }
}

/** All runs with equal settings. */
interface Point {
  readonly values: readonly AxisValue[]
  readonly count: number
  readonly mean: number
  /** Sum of the squared distances to the mean. */
  readonly squares: number
}

function pointsOf(observations: readonly Observation[]): Point[] {
  const groups = new Map<string, { readonly values: readonly AxisValue[]; readonly figures: number[] }>()
  for (const { values, figure } of observations) {
    const key = JSON.stringify(values)
    const group = groups.get(key)
    if (group) group.figures.push(figure)
    else groups.set(key, { values, figures: [figure] })
  }
  return [...groups.values()].map(({ values, figures }) => {
    const mean = meanOf(figures)
    return { values, count: figures.length, mean, squares: figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) }
  })
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const share = (part: number, whole: number): number => Math.min(Math.max(part / whole, 0), 1)

/** Whether the points are all combinations of the values that occur, each measured equally often. */
function isFullGrid(points: readonly Point[], axisCount: number): boolean {
  const levels = Array.from({ length: axisCount }, (_, axis) => new Set(points.map(({ values }) => values[axis])).size)
  const combinations = levels.reduce((product, size) => product * size, 1)
  return combinations === points.length && new Set(points.map(({ count }) => count)).size === 1
}

/** Functions of an axis's value, which add up to 1 at every point; the first is the reference. */
interface Basis {
  readonly size: number
  /** For each point the functions that are not 0 there: number and value. */
  readonly at: readonly (readonly (readonly [index: number, value: number])[])[]
}

/** Bases of all axes: an effect for each value where the points allow for it, else for each name and for a few places along each axis of numbers. */
function basesOf(points: readonly Point[], axisCount: number, isComplete: boolean): Basis[] {
  const columns = Array.from({ length: axisCount }, (_, axis) => points.map(({ values }) => values[axis] ?? null))
  const bends = Math.min(Math.max(Math.floor(points.length / (pointsPerEffect * axisCount)), 2), mostEffects)
  const withLevels = (most: number): Basis[] => columns.map((values) => (isFiner(values, most) ? lineWithBends(values, bends) : levelsOf(values)))
  const finest = withLevels(isComplete ? Infinity : mostEffects)
  const size = finest.reduce((sum, basis) => sum + basis.size, 0)
  return isComplete || 2 * size <= points.length ? finest : withLevels(bends)
}

/** Whether an axis has more than `most` values, all of them numbers. */
function isFiner(values: readonly AxisValue[], most: number): boolean {
  return new Set(values).size > most && values.every((value) => typeof value === 'number')
}

/** A function for each value: 1 there and 0 elsewhere. */
function levelsOf(values: readonly AxisValue[]): Basis {
  const levels = new Map([...new Set(values)].map((value, level) => [value, level]))
  return { size: levels.size, at: values.map((value) => [[levels.get(value) ?? 0, 1]]) }
}

/** Hat functions at evenly spaced ranks: their sums are the lines with bends there. */
function lineWithBends(values: readonly AxisValue[], size: number): Basis {
  const ranks = ranksOf(values)
  const last = Math.max(values.length - 1, 1)
  return {
    size,
    at: values.map((value) => {
      const place = ((ranks.get(value) ?? 0) / last) * (size - 1)
      const left = Math.min(Math.floor(place), size - 2)
      return [[left, left + 1 - place], [left + 1, place - left]]
    }),
  }
}

interface AxisFit {
  /** Variance of the axis's effects over the points. */
  readonly variance: number
  /** How much of that variance chance of variance 1 makes by itself: for a balanced axis of k values and n points (k - 1) / n. */
  readonly chancePart: number
}

interface Fit {
  readonly axes: readonly AxisFit[]
  /** Sum of squares that the effects leave. */
  readonly residual: number
}

/**
 * Fits mean + effects by least squares; the reference of each axis has the effect 0.
 * @param figures with mean 0
 * @returns null where effects of two axes cannot be told apart
 */
function fitEffects(bases: readonly Basis[], figures: readonly number[]): Fit | null {
  const starts: number[] = []
  let columns = 1
  for (const { size } of bases) {
    starts.push(columns)
    columns += size - 1
  }
  /** Row of the design for an axis at a point, without the reference. */
  const partAt = (axis: number, point: number): [column: number, value: number][] =>
    (bases[axis]?.at[point] ?? []).flatMap(([index, value]) => (index === 0 ? [] : [[(starts[axis] ?? 0) + index - 1, value]]))
  const rows = figures.map((_, point) => [[0, 1] as const, ...bases.flatMap((__, axis) => partAt(axis, point))])
  const gram = productSums(rows, columns)
  const target = new Float64Array(columns)
  rows.forEach((row, point) => {
    for (const [i, value] of row) target[i] = (target[i] ?? 0) + value * (figures[point] ?? 0)
  })
  const solved = solvePositive(gram, target)
  if (!solved) return null
  const { solution, inverse } = solved
  const residual = rows.reduce((sum, row, point) => sum + ((figures[point] ?? 0) - row.reduce((fitted, [i, value]) => fitted + value * (solution[i] ?? 0), 0)) ** 2, 0)
  const axes = bases.map(({ size }, axis): AxisFit => {
    // Covariance of the axis's functions over the points: the mean of their products less the product of their means.
    const [from, to] = [starts[axis] ?? 0, (starts[axis] ?? 0) + size - 1]
    const sumOver = (m: (i: number, j: number) => number): number => {
      let sum = 0
      for (let i = from; i < to; i++) {
        for (let j = from; j < to; j++) {
          const covariance = (gram[i]?.[j] ?? 0) / figures.length - ((gram[0]?.[i] ?? 0) * (gram[0]?.[j] ?? 0)) / figures.length ** 2
          sum += covariance * m(i, j)
        }
      }
      return sum
    }
    return { variance: sumOver((i, j) => (solution[i] ?? 0) * (solution[j] ?? 0)), chancePart: sumOver((i, j) => inverse[i]?.[j] ?? 0) }
  })
  return { axes, residual }
}

/** XᵀX of a sparse matrix X, whose rows are lists of columns with values. */
function productSums(rows: readonly (readonly (readonly [column: number, value: number])[])[], columns: number): Float64Array[] {
  const sums = Array.from({ length: columns }, () => new Float64Array(columns))
  for (const row of rows) {
    for (const [i, a] of row) {
      const line = sums[i]
      if (line) for (const [j, b] of row) line[j] = (line[j] ?? 0) + a * b
    }
  }
  return sums
}

/** Variance between runs with equal settings, pooled over the points, with the divisor n - 1; null where no setting was repeated. */
function varianceWithin(points: readonly Point[]): number | null {
  const freedom = points.reduce((sum, { count }) => sum + count - 1, 0)
  return freedom === 0 ? null : points.reduce((sum, { squares }) => sum + squares, 0) / freedom
}
