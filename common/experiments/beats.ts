// When a place in the plane of two figures beats another, as charts and sentences on a trade of two figures mean it.
import type { ResultColumn } from './column'

export interface Place {
  readonly x: number
  readonly y: number
}

/** Which way each figure is better; where neither way is, lower counts as better. */
export interface BetterWays {
  readonly x: ResultColumn['better']
  readonly y: ResultColumn['better']
}

/** Whether a place is as good as another in both figures and better in one (Pareto dominance). */
export function beats(one: Place, other: Place, better: BetterWays): boolean {
  const [byX, byY] = [gain(one.x, other.x, better.x), gain(one.y, other.y, better.y)]
  return byX >= 0 && byY >= 0 && byX + byY > 0
}

const gain = (one: number, other: number, better: ResultColumn['better']): number => (better === 'higher' ? one - other : other - one)
