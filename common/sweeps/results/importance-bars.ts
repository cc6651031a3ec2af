// How much each setting of a sweep decides about a figure, as bars.
import { phrase } from '@language/phrase'
import type { PointFigure, SweepPoint } from '@contract/sweeps/sweep-record'
import { importanceOf, type Importance, type Unknown } from '../importance'
import { knownShares } from './known-shares'
import type { ResultAxis } from './result-axes'

export interface ImportanceBar {
  readonly label: string
  /** Share of the variance. */
  readonly share: number
  readonly isSetting: boolean
  /** What a bar that is no setting stands for; empty for a setting. */
  readonly meaning: string
}

/** @param isHalved whether only the best points were trained to the end: figures after different numbers of epochs cannot be compared */
export function pointImportance(points: readonly SweepPoint[], axes: readonly ResultAxis[], figure: PointFigure, isHalved: boolean): Importance | Unknown {
  const counted = isHalved ? points.filter(({ status }) => status === 'completed') : points
  return importanceOf(
    counted.flatMap(({ values, figures }) => {
      const value = figures[figure]
      return value === null ? [] : [{ values: axes.map(({ setting }) => values[setting] ?? null), figure: value }]
    }),
  )
}

/** The settings of which something is known, the most important first, then what none explains by itself. */
export function importanceBars({ axes: shares, rest, seeds }: Importance, axes: readonly ResultAxis[]): readonly ImportanceBar[] {
  const ofAxes = knownShares(shares, axes).map(({ label, share }): ImportanceBar => ({ label, share, isSetting: true, meaning: '' }))
  return [
    ...ofAxes,
    { label: phrase('Settings together'), share: rest, isSetting: false, meaning: seeds === null ? phrase('joint effects of several settings, and chance') : phrase('joint effects of several settings, and what is not explained') },
    ...(seeds === null ? [] : [{ label: phrase('Seeds'), share: seeds, isSetting: false, meaning: phrase('chance: runs with equal settings and another seed') }]),
  ]
}
