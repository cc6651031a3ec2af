// The runs of a comparison with their letters and looks, one by one or put together by their seeds.
import { settingRows } from '@common/comparison/setting-rows'
import { groupNames, groupsOf, settingName } from '@common/comparison/run-groups'
import type { RunRecord } from '@contract/runs/run-record'
import { curveStyle, type CurveStyle } from '../../../charts/curve-style'

/** Most runs in a comparison: of more, no two curves could be told apart. */
export const mostCompared = 20

/** Settings that a name is made of, at most. */
const mostNamed = 3

export interface ComparedRun {
  readonly run: RunRecord
  /** `A`, `B`, ...: its name in sentences and tables. */
  readonly letter: string
  /** The settings in which it differs from the others, `learning rate 0.01, seed 2`; its title where it differs in none, or in many. */
  readonly name: string
  readonly style: CurveStyle
}

/** Runs that are drawn as one: those of a setting with their seeds, or a single run. */
export interface ComparedSet {
  readonly key: string
  readonly name: string
  readonly style: CurveStyle
  readonly members: readonly ComparedRun[]
}

export function comparedRuns(runs: readonly RunRecord[]): readonly ComparedRun[] {
  const differing = settingRows(runs.map(({ spec }) => spec)).filter(({ differs }) => differs)
  return runs.map((run, index) => ({
    run,
    letter: String.fromCharCode('A'.charCodeAt(0) + index),
    name: differing.length === 0 || differing.length > mostNamed ? run.title : differing.map((row) => settingName(row, index)).join(', '),
    style: curveStyle(index),
  }))
}

/** Every run as a set of its own. */
export function singleSets(runs: readonly ComparedRun[]): readonly ComparedSet[] {
  return runs.map((one) => ({ key: one.run.id, name: `${one.letter}  ${one.name}`, style: one.style, members: [one] }))
}

/** Runs that differ in nothing but the seed as one set. */
export function seedSets(runs: readonly ComparedRun[]): readonly ComparedSet[] {
  const groups = groupsOf(runs.map(({ run }) => run))
  const specs = groups.flatMap(({ runs: [first] }) => (first ? [first.spec] : []))
  const names = groupNames(groups, settingRows(specs).filter(({ differs, path }) => differs && path !== 'seed'))
  return groups.map((group, index) => ({
    key: group.runs.map(({ id }) => id).join(' '),
    name: names[index] ?? '',
    style: curveStyle(index),
    members: runs.filter(({ run }) => group.runs.some(({ id }) => id === run.id)),
  }))
}
