// The rows of an experiment's results: one for each point of its sweeps, and those that points of analyses have given.
import type { ResultRow } from '@contract/experiments/result-row'
import type { SweepPoint } from '@contract/sweeps/sweep-record'
import type { MeasuredPoint } from '../store/experiment-store'
import type { AnalysisPoint } from './analyses/analysis'
import { furtherFigures, wallSeconds, type RunFacts } from './run-figures'

/** @param facts of runs, by their ids */
export function rowsOfSweep(part: string, points: readonly SweepPoint[], facts: ReadonlyMap<string, RunFacts>): readonly ResultRow[] {
  const ofPoint = ({ run }: SweepPoint): RunFacts | undefined => facts.get(run ?? '')
  const ends = points.flatMap((point) => {
    const run = ofPoint(point)
    return point.status === 'completed' && run ? [wallSeconds(run)] : []
  })
  const equalSeconds = ends.length === 0 ? null : Math.min(...ends)
  return points.map((point) => {
    const run = ofPoint(point)
    const { values, seed, status, number, figures } = point
    return { part, values, seed, run: point.run, point: number, status, figures: { ...figures, ...(run && furtherFigures(run, equalSeconds)) } }
  })
}

/** Points that are not measured yet have a row that waits. */
export function rowsOfAnalysis(part: string, points: readonly AnalysisPoint[], measured: ReadonlyMap<string, MeasuredPoint>): readonly ResultRow[] {
  return points.flatMap(({ key, values }, index): readonly ResultRow[] => {
    const shared = { part, seed: null, run: null, point: index + 1 }
    const given = measured.get(key)
    if (!given) return [{ ...shared, values, status: 'waiting', figures: {} }]
    if (given.problem) return [{ ...shared, values, status: 'failed', figures: {} }]
    return given.rows.map((row) => ({ ...shared, values: { ...row.values }, status: 'completed', figures: { ...row.figures } }))
  })
}
