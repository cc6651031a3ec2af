// How good a value of a figure is among those that are shown, as the strength of a colour.
import type { PointFigure } from '@contract/sweeps/sweep-record'
import { figureAxis } from './place-axis'
import { resultFigures } from '@common/sweeps/results/result-figures'

export interface FigureStrength {
  /** From 0 for the worst of the values to 1 for the best; of a figure without a better way, for the largest. */
  readonly strengthOf: (value: number) => number
  /** The worst and the best value in words. */
  readonly weakest: string
  readonly strongest: string
}

/** @returns null where there are no values */
export function figureStrength(figure: PointFigure, values: readonly number[]): FigureStrength | null {
  if (values.length === 0) return null
  const { better, format } = resultFigures[figure]
  const axis = figureAxis(figure, values)
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((largest, value) => Math.max(largest, value), -Infinity)
  const [worst, best] = better === 'lower' ? [high, low] : [low, high]
  const [from, to] = [axis.placeOf(worst), axis.placeOf(best)]
  return { strengthOf: (value) => (from === to ? 1 : (axis.placeOf(value) - from) / (to - from)), weakest: format(worst), strongest: format(best) }
}
