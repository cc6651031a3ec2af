// One sentence on the gap between training and test accuracy at the end, and on the epoch at which the test loss was lowest.
import { phrase } from '@language/phrase'
import type { MeanAndSpread } from '../../statistics/mean-and-spread'
import type { Formats } from '../../words/formats'
import type { RowGroup } from '../row-groups'
import { scales } from './figure-words'
import { finishedMean, finishedValues } from './finished-values'
import { capital } from '../../words/capital'
import { betweenSentences } from '../../words/sentences'

/** @returns null where no run is finished */
export function gapSentence(group: RowGroup | undefined, formats: Formats): string | null {
  if (!group) return null
  const [train, test, gap] = (['trainAccuracy', 'testAccuracy', 'gap'] as const).map((figure) => finishedMean(group, figure))
  if (!train || !test || !gap) return null
  const ends = phrase('{label} ends with a training accuracy of {train} and a test accuracy of {test}: {gap}.', { label: capital(group.label), train: formats.formatPercent(train.mean), test: formats.formatPercent(test.mean), gap: gapWords(gap, scales.points) })
  return [ends, ...bestEpochWords(group)].join(betweenSentences)
}

function gapWords({ mean, interval }: MeanAndSpread, { size, range }: typeof scales.points): string {
  if (interval === null) return phrase('how far the gap between them differs from run to run cannot be told from a single one')
  if (interval.low > 0) return phrase('a gap of {size} (95 % interval {range}) has opened', { size: size(mean), range: range(interval.low, interval.high) })
  return interval.high < 0 ? phrase('the training accuracy is the lower one, by {size}, so the network does not overfit', { size: size(mean) }) : phrase('from so few runs no gap between them can be told')
}

/** When the test loss was lowest; empty where it is not known. */
function bestEpochWords(group: RowGroup): readonly string[] {
  const [best, epochs] = [finishedValues(group, 'bestEpoch'), finishedValues(group, 'epochs')]
  const last = Math.max(...epochs)
  if (best.length === 0 || epochs.length === 0) return []
  const [from, to] = [Math.min(...best), Math.max(...best)]
  if (from === last) return [phrase('The test loss was lowest in the last epoch.')]
  const epoch = from === to ? String(from) : phrase('{from} to {to}', { from, to })
  return [to < last ? phrase('The test loss was lowest in epoch {epoch} of {last} and higher at the end.', { epoch, last }) : phrase('The test loss was lowest in epoch {epoch} of {last}.', { epoch, last })]
}
