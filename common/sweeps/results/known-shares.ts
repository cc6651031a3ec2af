// The settings of a sweep of which it is known how much each decides.
import type { Importance } from '../importance'
import type { ResultAxis } from './result-axes'

interface KnownShare {
  readonly label: string
  /** Share of the variance. */
  readonly share: number
}

/** Settings with their shares, the most important first; those of which a single value was measured are left out. */
export function knownShares(shares: Importance['axes'], axes: readonly Pick<ResultAxis, 'label'>[]): readonly KnownShare[] {
  return axes
    .flatMap(({ label }, index): KnownShare[] => {
      const share = shares[index] ?? null
      return share === null ? [] : [{ label, share }]
    })
    .sort((a, b) => b.share - a.share)
}
