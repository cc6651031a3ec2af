// Runs side by side: the settings in which they differ, each paired with the first, and settings over their seeds.
import type { EvaluationAnswers, EvaluationSummary } from '@contract/api/evaluations-api'
import type { RunRecord } from '@contract/runs/run-record'
import { canBePaired, pairedEvaluations, type PairedEvaluations } from './paired-evaluations'
import { groupNames, groupsOf } from './run-groups'
import { settingRows, type SettingRow } from './setting-rows'

/** A run with the evaluation that it is compared by. */
export interface EvaluatedRun {
  readonly run: RunRecord
  readonly summary: EvaluationSummary
  readonly answers: EvaluationAnswers
}

export interface RunPair {
  readonly first: string
  readonly second: string
  /** Null where the two were not evaluated on the same images. */
  readonly paired: PairedEvaluations | null
}

/** Runs that differ in nothing but the seed. */
export interface SeedsOfSetting {
  readonly name: string
  readonly runs: readonly string[]
  readonly accuracies: readonly number[]
}

export interface Comparison {
  readonly runs: readonly EvaluatedRun[]
  readonly settings: readonly SettingRow[]
  readonly pairs: readonly RunPair[]
  readonly groups: readonly SeedsOfSetting[]
}

export function comparisonOf(runs: readonly EvaluatedRun[]): Comparison {
  const [base, ...others] = runs
  const pairs = others.map((other): RunPair => ({
    first: base?.run.id ?? '',
    second: other.run.id,
    paired: base && canBePaired(base.summary.facts, other.summary.facts) ? pairedEvaluations(base.answers, other.answers) : null,
  }))
  const groups = groupsOf(runs.map(({ run }) => run))
  const differing = settingRows(groups.flatMap((group) => group.runs.slice(0, 1).map(({ spec }) => spec))).filter(({ differs, path }) => differs && path !== 'seed')
  const names = groupNames(groups, differing)
  return {
    runs,
    settings: settingRows(runs.map(({ run }) => run.spec)).filter(({ differs }) => differs),
    pairs,
    groups: groups.map((group, index) => ({
      name: names[index] ?? '',
      runs: group.runs.map(({ id }) => id),
      accuracies: runs.filter(({ run }) => group.runs.some(({ id }) => id === run.id)).flatMap(({ summary }) => summary.accuracy.value ?? []),
    })),
  }
}
