// Chooses the epochs of a long run that a table shows: a few, and always the best and the last.
import type { EpochResult } from '@contract/runs/run-record'

/** Most epochs that are shown in full. */
export const mostRows = 14

/** Possible steps between the epochs that are shown. */
const roundSteps = [2, 5, 10, 20, 25, 50, 100]

/** Number of epochs at even steps that a short table shows, about. */
const evenRows = 10

/** The step between the epochs that a short table shows, of `count` epochs; 1 where it shows all. */
export function epochStep(count: number): number {
  if (count <= mostRows) return 1
  return roundSteps.find((step) => count / step <= evenRows) ?? 100
}

/** The first epoch, every n-th, the best and the last; all of a short run. */
export function rowsOf(epochs: readonly EpochResult[], best: EpochResult | null): EpochResult[] {
  const step = epochStep(epochs.length)
  const last = epochs.at(-1)
  return epochs.filter((result, index) => index === 0 || result.epoch % step === 0 || result === last || result.epoch === best?.epoch)
}

/** Epochs on one page of the whole table. */
export const pageSize = 50

/** A page of the whole table. @param page counted from 0 */
export function pageOf(epochs: readonly EpochResult[], page: number): EpochResult[] {
  return epochs.slice(page * pageSize, (page + 1) * pageSize)
}
