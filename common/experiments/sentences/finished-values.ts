// The values of a figure that sentences may speak of: those of runs that went to their end.
import { meanAndSpread, type MeanAndSpread } from '../../statistics/mean-and-spread'
import type { RowGroup } from '../row-groups'
import type { SentenceFigure } from './figure-words'

/** One value for each seed whose run is complete and has the figure; a running or failed run counts for nothing. */
export function finishedValues({ rows }: RowGroup, figure: SentenceFigure | 'bestEpoch' | 'epochs'): readonly number[] {
  return rows.flatMap(({ status, figures }) => (status === 'completed' ? (figures[figure] ?? []) : []))
}

export const finishedMean = (group: RowGroup, figure: SentenceFigure): MeanAndSpread | null => meanAndSpread(finishedValues(group, figure))

/** The groups that have the figure, each with its mean, the best first. */
export function ranked(groups: readonly RowGroup[], figure: SentenceFigure, better: 'higher' | 'lower'): readonly { readonly group: RowGroup; readonly mean: number }[] {
  const means = groups.flatMap((group) => {
    const mean = finishedMean(group, figure)
    return mean === null ? [] : [{ group, mean: mean.mean }]
  })
  return means.sort((a, b) => (better === 'higher' ? b.mean - a.mean : a.mean - b.mean))
}
