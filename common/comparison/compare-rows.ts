// The results of a comparison as rows of a table: runs with their best and last values, and the means of settings over their seeds.
import { judgingImages, usedImages } from '../training/used-images'
import { meanAndSpread } from '../statistics/mean-and-spread'
import { wilsonInterval } from '../statistics/wilson'
import { formatBytes, formatCompactCount, formatDuration, formatLoss, formatPercent, formatRate } from '../words/format'
import { spreadBelow } from '../words/mean-with-spread'
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { Interval } from '@contract/runs/evaluation-figures'
import { heldOut, heldOutSplit, type HeldOutSplit } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { peakMemory } from '../words/run-memory'
import type { NamedRun, NamedSet } from './compared-runs'

export interface ResultCell {
  readonly text: string
  /** Interval, spread or epoch, in smaller letters. */
  readonly detail: string
}

/** A column of the results of compared runs. */
export interface ResultColumn {
  readonly title: string
  readonly valueOf: (run: RunRecord) => number | null
  readonly format: (value: number) => string
  /** Whether the value differs among seeds; left out: it does. */
  readonly isSpread?: boolean
  /** What stands below the value of a run. */
  readonly detail?: (run: RunRecord, value: number, dataset: DatasetInfo | null) => string
  /** Only where epochs of some run are judged by it. */
  readonly judges?: HeldOutSplit
}

const none: ResultCell = { text: '–', detail: '' }
const percents = ({ low, high }: Interval): string => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`
/** Wilson's interval of a share of some images, where their number is known. */
const intervalOf = (share: number, images: number | null): string => (images === null ? '' : percents(wilsonInterval(Math.round(share * images), images)))

/** The first epoch with the highest accuracy on a split; null where its images judge no epochs. */
function mostAccurate({ spec, epochs }: RunRecord, split: HeldOutSplit): EpochResult | null {
  if (heldOutSplit(spec) !== split) return null
  return epochs.reduce<EpochResult | null>((most, epoch) => (most === null || heldOut(epoch).accuracy > heldOut(most).accuracy ? epoch : most), null)
}

/** The best accuracy of all epochs on a split. */
function bestColumn(title: string, split: HeldOutSplit): ResultColumn {
  const best = (run: RunRecord): EpochResult | null => mostAccurate(run, split)
  return {
    title,
    valueOf: (run) => {
      const epoch = best(run)
      return epoch && heldOut(epoch).accuracy
    },
    format: formatPercent,
    detail: (run) => phrase('epoch {epoch}', { epoch: best(run)?.epoch ?? '' }),
    judges: split,
  }
}

const allColumns: readonly ResultColumn[] = [
  {
    title: phrase('Test accuracy, last'),
    valueOf: ({ testAccuracy }) => testAccuracy,
    format: formatPercent,
    detail: ({ spec: { dataset: { limitTest } } }, share, dataset) => intervalOf(share, dataset ? usedImages(limitTest, dataset.testImages) : limitTest),
  },
  bestColumn(phrase('Test accuracy, best'), 'test'),
  { title: phrase('Test loss, last'), valueOf: ({ testLoss }) => testLoss, format: formatLoss },
  {
    title: phrase('Validation accuracy, last'),
    valueOf: ({ validationAccuracy }) => validationAccuracy,
    format: formatPercent,
    detail: ({ spec }, share, dataset) => intervalOf(share, dataset && judgingImages(spec.dataset, dataset)),
    judges: 'validation',
  },
  bestColumn(phrase('Validation accuracy, best'), 'validation'),
  { title: phrase('Validation loss, last'), valueOf: ({ validationLoss }) => validationLoss, format: formatLoss, judges: 'validation' },
  { title: phrase('Train accuracy'), valueOf: ({ trainAccuracy }) => trainAccuracy, format: formatPercent },
  { title: phrase('Images/s'), valueOf: ({ imagesPerSecond }) => imagesPerSecond, format: formatRate },
  { title: phrase('Memory'), valueOf: peakMemory, format: formatBytes },
  { title: phrase('Time'), valueOf: ({ elapsedSeconds }) => elapsedSeconds || null, format: formatDuration },
  { title: phrase('Parameters'), valueOf: ({ parameters }) => parameters, format: formatCompactCount, isSpread: false },
]

/** The columns of a comparison: those about a split only where its images judge the epochs of some run. */
export function resultColumns(runs: readonly Pick<NamedRun, 'run'>[]): readonly ResultColumn[] {
  const judging = new Set(runs.map(({ run }) => heldOutSplit(run.spec)))
  return allColumns.filter(({ judges }) => judges === undefined || judging.has(judges))
}

/** The cells of a run, in the order of the columns. */
export function runCells({ run }: Pick<NamedRun, 'run'>, dataset: DatasetInfo | null, columns: readonly ResultColumn[]): readonly ResultCell[] {
  return columns.map(({ valueOf, format, detail }) => {
    const value = valueOf(run)
    return value === null ? none : { text: format(value), detail: detail?.(run, value, dataset) ?? '' }
  })
}

/** Mean and spread over the seeds of a set, in the same order; null for a single run. */
export function seedCells({ members }: Pick<NamedSet, 'members'>, columns: readonly ResultColumn[]): readonly ResultCell[] | null {
  if (members.length < 2) return null
  return columns.map(({ valueOf, format, isSpread = true }) => {
    const values = members.map(({ run }) => valueOf(run)).filter((value) => value !== null)
    const found = meanAndSpread(isSpread ? values : values.slice(0, 1))
    if (!found) return none
    const { mean, deviation } = found
    const text = format(mean)
    return { text, detail: deviation === null ? '' : spreadBelow(text, { mean, deviation }, format) }
  })
}
