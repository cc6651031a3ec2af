// Asynchronous successive halving as a pure function of what is known of the points: which one is trained next, and up to which rung.
import { judgedFigures, type AshaStrategy } from '@contract/sweeps/strategy'

/** What is known of a point. */
export interface AshaPoint {
  /** From 1. */
  readonly number: number
  /** Its figure at each rung that it has reached, from the first rung on. */
  readonly results: readonly number[]
  /** The rung that it trains up to, or waits to; null: it rests where it is, or has not begun. */
  readonly target: number | null
  /** It has failed, or was stopped: it counts as the worst of the rung that it did not reach, and goes on no more. */
  readonly isOut: boolean
}

/** The next piece of work: a point, and the rung up to which it is trained. */
export interface AshaJob {
  readonly number: number
  readonly rung: number
}

/** Epochs at the end of each rung: the first, and each time `reduction` times as many; the last rung is the whole run. */
export function rungEpochs({ firstEpochs, reduction }: Pick<AshaStrategy, 'firstEpochs' | 'reduction'>, epochs: number): readonly number[] {
  const rungs: number[] = []
  for (let rung = firstEpochs; rung < epochs; rung *= reduction) rungs.push(rung)
  return [...rungs, epochs]
}

/**
 * Algorithm 2 of L. Li et al., A System for Massively Parallel Hyperparameter Tuning, MLSys 2020: looks from the highest rung down for a point
 * among the best 1/reduction of those at the rung that has not gone on yet; else the next point begins. Of equal figures the lower number is better.
 * @returns null where nothing can begin before another point has reached its rung
 */
export function nextAshaJob(points: readonly AshaPoint[], { reduction, figure }: Pick<AshaStrategy, 'reduction' | 'figure'>, rungs: number): AshaJob | null {
  const sign = judgedFigures[figure].better === 'higher' ? -1 : 1
  for (let rung = rungs - 2; rung >= 0; rung--) {
    const here = points.filter(({ results, isOut }) => results.length > rung || (isOut && results.length === rung))
    const reached = here.filter(({ results }) => results.length > rung)
    const best = reached.sort((a, b) => sign * ((a.results[rung] ?? 0) - (b.results[rung] ?? 0)) || a.number - b.number).slice(0, Math.floor(here.length / reduction))
    const next = best.find(({ results, target, isOut }) => results.length === rung + 1 && target === null && !isOut)
    if (next) return { number: next.number, rung: rung + 1 }
  }
  const fresh = points.find(({ results, target, isOut }) => results.length === 0 && target === null && !isOut)
  return fresh ? { number: fresh.number, rung: 0 } : null
}
