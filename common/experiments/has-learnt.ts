// Whether training came to anything: rows that diverged or do no better than guessing stand on no front, and are what breaks training.
import type { ResultRow } from '@contract/experiments/result-row'

/** Test accuracies up to this are those of guessing among ten classes: a tenth, a tenth of that, and two standard deviations on a thousand images. */
const mostOfGuessing = 0.13

/** Whether a run has diverged or ended no better than guessing; null: it is not known yet. */
export function isBroken({ status, figures }: ResultRow): boolean | null {
  if (figures.diverged === 1) return true
  const { testAccuracy } = figures
  return status === 'completed' && typeof testAccuracy === 'number' ? testAccuracy <= mostOfGuessing : null
}

/** Whether a row is among them that is not known to have broken. */
export const hasLearnt = (rows: readonly ResultRow[]): boolean => rows.some((row) => isBroken(row) !== true)
