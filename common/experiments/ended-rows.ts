// The rows of an experiment that have come to a result: runs that went to their end, and those whose training diverged.
import type { ResultRow } from '@contract/experiments/result-row'

/** Whether training diverged so that its run could not go on: a result, and no fault. */
export const hasDiverged = ({ status, figures }: Pick<ResultRow, 'status' | 'figures'>): boolean => status === 'failed' && figures.diverged === 1

/** What sentences speak of, and curves and looks into layers show as far as they go. */
export const endedRows = (rows: readonly ResultRow[]): readonly ResultRow[] => rows.filter((row) => row.status === 'completed' || hasDiverged(row))

/** What charts of figures draw, which a run that broke off has only in part. */
export const completedRows = (rows: readonly ResultRow[]): readonly ResultRow[] => rows.filter(({ status }) => status === 'completed')
