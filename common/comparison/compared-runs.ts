// The runs of a comparison with their letters and names, and put together by their seeds.
import type { RunRecord } from '@contract/runs/run-record'
import { withCommas } from '../words/listed-words'
import { groupNames, groupsOf, settingName } from './run-groups'
import { settingRows } from './setting-rows'

/** Settings that a name is made of, at most. */
const mostNamed = 3

export interface NamedRun {
  readonly run: RunRecord
  /** `A`, `B`, ...: its name in sentences and tables. */
  readonly letter: string
  /** The settings in which it differs from the others, `learning rate 0.01, seed 2`; its title where it differs in none, or in many. */
  readonly name: string
}

/** Runs that are drawn as one: those of a setting with their seeds, or a single run. */
export interface NamedSet<Member extends NamedRun = NamedRun> {
  readonly key: string
  readonly name: string
  readonly members: readonly Member[]
}

export function namedRuns(runs: readonly RunRecord[]): readonly NamedRun[] {
  const differing = settingRows(runs.map(({ spec }) => spec)).filter(({ differs }) => differs)
  return runs.map((run, index) => ({
    run,
    letter: letterOf(index),
    name: differing.length === 0 || differing.length > mostNamed ? run.title : withCommas(differing.map((row) => settingName(row, index))),
  }))
}

const [firstLetter, letters] = [65, 26]

/** `A` to `Z`, then `AA`. */
const letterOf = (index: number): string => `${index < letters ? '' : letterOf(Math.floor(index / letters) - 1)}${String.fromCodePoint(firstLetter + (index % letters))}`

/** Runs that differ in nothing but the seed as one set, in the order of their first runs. */
export function setsOfSeeds<Member extends NamedRun>(runs: readonly Member[]): readonly NamedSet<Member>[] {
  const groups = groupsOf(runs.map(({ run }) => run))
  const specs = groups.flatMap(({ runs: [first] }) => (first ? [first.spec] : []))
  const names = groupNames(groups, settingRows(specs).filter(({ differs, path }) => differs && path !== 'seed'))
  return groups.map((group, index) => ({
    key: group.runs.map(({ id }) => id).join(' '),
    name: names[index] ?? '',
    members: runs.filter(({ run }) => group.runs.some(({ id }) => id === run.id)),
  }))
}
