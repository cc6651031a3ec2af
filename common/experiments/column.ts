// The figures of rows of results: how each is called, in what unit it reads, and which way is better.
import type { FigureKind } from '@contract/runs/run-figures'

export interface ResultColumn {
  /** Name of the figure in rows. */
  readonly figure: string
  readonly title: string
  readonly kind: Extract<FigureKind, 'share' | 'number' | 'count' | 'bytes' | 'seconds'> | 'rate' | 'flops'
  /** Absent: neither way is. */
  readonly better?: 'higher' | 'lower'
  readonly help?: string
}
