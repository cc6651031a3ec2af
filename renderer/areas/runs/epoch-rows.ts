// Which epochs a table shows of a long run: few, but the best and the last in any case.
import type { EpochResult } from '@contract/runs/run-record'

/** A table of so many epochs is read whole. */
export const mostRows = 14

/** Steps between the epochs that are shown. */
const roundSteps = [2, 5, 10, 20, 25, 50, 100]

/** About so many epochs are shown at even steps. */
const evenRows = 10

/** The step between the epochs that a short table shows of so many: 1 where it shows all. */
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

/** A page of the whole table; from 0. */
export function pageOf(epochs: readonly EpochResult[], page: number): EpochResult[] {
  return epochs.slice(page * pageSize, (page + 1) * pageSize)
}
