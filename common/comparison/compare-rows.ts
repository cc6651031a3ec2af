// The results of a comparison as rows of a table: runs with their best and last values, and the means of settings over their seeds.
import { usedImages } from '../training/used-images'
import { meanAndSpread } from '../statistics/mean-and-spread'
import { wilsonInterval } from '../statistics/wilson'
import { formatBytes, formatCompactCount, formatDuration, formatLoss, formatPercent, formatRate } from '../words/format'
import type { DatasetInfo } from '@contract/data/datasets'
import type { Interval } from '@contract/runs/evaluation-figures'
import type { RunRecord } from '@contract/runs/run-record'
import { peakMemory } from '../words/run-memory'
import type { NamedRun, NamedSet } from './compared-runs'

export interface ResultCell {
  readonly text: string
  /** Interval, spread or epoch, in smaller letters. */
  readonly detail: string
}

export const resultColumns = ['Test accuracy, last', 'Test accuracy, best', 'Test loss, last', 'Train accuracy', 'Images/s', 'Memory', 'Time', 'Parameters'] as const

const none: ResultCell = { text: '–', detail: '' }
const percents = ({ low, high }: Interval): string => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`

/** A share of the test images with Wilson's interval, where their number is known. */
function accuracyCell(share: number | null, images: number | null): ResultCell {
  if (share === null) return none
  return { text: formatPercent(share), detail: images === null ? '' : percents(wilsonInterval(Math.round(share * images), images)) }
}

const cell = (value: number | null, format: (value: number) => string): ResultCell => (value === null ? none : { text: format(value), detail: '' })

/** The cells of a run, in the order of the columns. */
export function runCells({ run }: Pick<NamedRun, 'run'>, dataset: DatasetInfo | null): readonly ResultCell[] {
  const images = dataset ? usedImages(run.spec.dataset.limitTest, dataset.testImages) : run.spec.dataset.limitTest
  const best = run.epochs.reduce<RunRecord['epochs'][number] | null>((most, epoch) => (epoch.testAccuracy > (most?.testAccuracy ?? -1) ? epoch : most), null)
  return [
    accuracyCell(run.testAccuracy, images),
    best ? { text: formatPercent(best.testAccuracy), detail: `epoch ${best.epoch}` } : none,
    cell(run.testLoss, formatLoss),
    cell(run.trainAccuracy, formatPercent),
    cell(run.imagesPerSecond, formatRate),
    cell(peakMemory(run), formatBytes),
    cell(run.elapsedSeconds || null, formatDuration),
    cell(run.parameters, formatCompactCount),
  ]
}

/** Mean and spread over the seeds of a set, in the same order; null for a single run. */
export function seedCells({ members }: Pick<NamedSet, 'members'>): readonly ResultCell[] | null {
  if (members.length < 2) return null
  const runs = members.map(({ run }) => run)
  const spread = (value: (run: RunRecord) => number | null, format: (value: number) => string, formatSpread = format): ResultCell => {
    const found = meanAndSpread(runs.map(value).filter((one) => one !== null))
    return found ? { text: format(found.mean), detail: found.deviation === null ? '' : `± ${formatSpread(found.deviation)}` } : none
  }
  const bestOf = (run: RunRecord): number | null => (run.epochs.length === 0 ? null : Math.max(...run.epochs.map(({ testAccuracy }) => testAccuracy)))
  return [
    spread((run) => run.testAccuracy, formatPercent),
    spread(bestOf, formatPercent),
    spread((run) => run.testLoss, formatLoss, (deviation) => deviation.toFixed(3)), // as many decimals as a loss has
    spread((run) => run.trainAccuracy, formatPercent),
    spread((run) => run.imagesPerSecond, formatRate),
    spread(peakMemory, formatBytes),
    spread((run) => run.elapsedSeconds || null, formatDuration),
    cell(runs[0]?.parameters ?? null, formatCompactCount),
  ]
}
