// The runs of a comparison with their looks, one by one or put together by their seeds.
import { namedRuns, setsOfSeeds, type NamedRun, type NamedSet } from '@common/comparison/compared-runs'
import type { RunRecord } from '@contract/runs/run-record'
import { curveStyle, type CurveStyle } from '../../../charts/curve-style'

/** Most runs in a comparison: of more, no two curves could be told apart. */
export const mostCompared = 20

export interface ComparedRun extends NamedRun {
  readonly style: CurveStyle
}

/** Runs that are drawn as one: those of a setting with their seeds, or a single run. */
export interface ComparedSet extends NamedSet<ComparedRun> {
  readonly style: CurveStyle
}

export function comparedRuns(runs: readonly RunRecord[]): readonly ComparedRun[] {
  return namedRuns(runs).map((run, index) => ({ ...run, style: curveStyle(index) }))
}

/** Every run as a set of its own. */
export function singleSets(runs: readonly ComparedRun[]): readonly ComparedSet[] {
  return runs.map((one) => ({ key: one.run.id, name: `${one.letter}  ${one.name}`, style: one.style, members: [one] }))
}

/** Runs that differ in nothing but the seed as one set. */
export function seedSets(runs: readonly ComparedRun[]): readonly ComparedSet[] {
  return setsOfSeeds(runs).map((set, index) => ({ ...set, style: curveStyle(index) }))
}
