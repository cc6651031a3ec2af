// The rows of an experiment that failed by a fault: which point of which part, and why. Training that diverged is a result, and stands in the tables.
import type { Experiment } from './experiment'
import { hasDiverged } from './ended-rows'
import { rowGroups } from './row-groups'
import { phrase } from '@language/phrase'
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import type { Problem } from '@contract/problem'
import type { SweepPoint } from '@contract/sweeps/sweep-record'

export interface FailedRow {
  readonly part: string
  readonly partTitle: string
  readonly point: number
  /** Its values in words, with its seed where there are several. */
  readonly words: string
  readonly run: string | null
  /** Null: not known. */
  readonly problem: Problem | null
}

/** @param pointsOf the points of a sweep; null while they are not read */
export function failedRows({ parts }: Pick<Experiment, 'parts'>, record: Pick<ExperimentRecord, 'parts'>, rows: readonly ResultRow[], pointsOf: (sweep: string) => readonly SweepPoint[] | null): readonly FailedRow[] {
  const hasSeeds = new Set(rows.map(({ seed }) => seed)).size > 1
  return rowGroups(parts, rows).flatMap((group) =>
    group.rows.flatMap((row): FailedRow[] => {
      if (row.status !== 'failed' || row.point === null || hasDiverged(row)) return []
      const part = record.parts.find(({ name }) => name === row.part)
      const point = part?.sweep ? pointsOf(part.sweep)?.find(({ number }) => number === row.point) : undefined
      const partTitle = parts.find(({ name }) => name === row.part)?.title ?? row.part
      const seed = hasSeeds && row.seed !== null ? phrase('seed {seed}', { seed: row.seed }) : ''
      const words = [group.label === partTitle ? '' : group.label, seed].filter((text) => text !== '').join(phrase(', '))
      return [{ part: row.part, partTitle, point: row.point, words, run: row.run, problem: point?.problem ?? part?.problem ?? null }]
    }),
  )
}
