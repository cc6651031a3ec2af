// One sentence on the gap between training and test accuracy at the end, and on the epoch at which the test loss was lowest.
import { phrase } from '@language/phrase'
import type { MeanAndSpread } from '../../statistics/mean-and-spread'
import type { Formats } from '../../words/formats'
import type { RowGroup } from '../row-groups'
import { scales } from './figure-words'
import { finishedMean, finishedValues } from './finished-values'
import { capital } from '../../words/capital'

/** @returns null where no run is finished */
export function gapSentence(group: RowGroup | undefined, formats: Formats): string | null {
  if (!group) return null
  const [train, test, gap] = (['trainAccuracy', 'testAccuracy', 'gap'] as const).map((figure) => finishedMean(group, figure))
  if (!train || !test || !gap) return null
  const ends = phrase('{label} ends with a training accuracy of {mean} and a test accuracy of {mean2}', { label: capital(group.label), mean: formats.formatPercent(train.mean), mean2: formats.formatPercent(test.mean) })
  return `${ends}: ${gapWords(gap, scales.points)}.${bestEpochWords(group)}`
}

function gapWords({ mean, interval }: MeanAndSpread, { size, range }: typeof scales.points): string {
  if (interval === null) return phrase('how far the gap between them differs from run to run cannot be told from a single one')
  const words = phrase('{size} (95 % interval {range})', { size: size(mean), range: range(interval.low, interval.high) })
  if (interval.low > 0) return phrase('a gap of {words} has opened', { words })
  return interval.high < 0 ? phrase('the training accuracy is the lower one, by {size}, so the network does not overfit', { size: size(mean) }) : phrase('from so few runs no gap between them can be told')
}

/** When the test loss was lowest; empty where it is not known. */
function bestEpochWords(group: RowGroup): string {
  const [best, epochs] = [finishedValues(group, 'bestEpoch'), finishedValues(group, 'epochs')]
  const last = Math.max(...epochs)
  if (best.length === 0 || epochs.length === 0) return ''
  const [from, to] = [Math.min(...best), Math.max(...best)]
  if (from === last) return phrase(' The test loss was lowest in the last epoch.')
  return phrase(' The test loss was lowest in epoch {from} of {last}{which}.', { from: from === to ? from : phrase('{from} to {to}', { from, to }), last, which: to < last ? phrase(' and higher at the end') : '' })
}
