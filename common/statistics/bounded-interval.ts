// Intervals of what cannot be larger than a bound, such as differences of shares.
import type { Interval } from '@contract/runs/evaluation-figures'

/** The part of an interval that is possible: from few seeds, Welch's reaches beyond what two shares can differ by. Its confidence is the same. */
export const boundedInterval = ({ low, high }: Interval, bound: number): Interval => ({ low: Math.min(Math.max(low, -bound), bound), high: Math.max(Math.min(high, bound), -bound) })

/** Two shares differ by a whole at most: a hundred percentage points. */
export const mostOfShares = 1
