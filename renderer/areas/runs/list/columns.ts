// The columns of figures in the list of runs: what each shows, how the list is sorted by it, and at which widths of the list it is shown.
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { formatBytes, formatCount, formatDuration, formatLoss, formatMoment, formatRate } from '@common/words/format'
import { peakMemory } from '../memory'
import type { SortKey } from '../sort-runs'

export interface Column {
  readonly label: string
  readonly key: SortKey | null
  /** The run's figure; null where it is not known. @param point the newest point of a run that is training */
  readonly text: (run: RunRecord, point: ProgressPoint | null) => string | null
  /** Classes that hide the column where the list is narrow; empty where it is always shown. */
  readonly from: string
  /** Whether the column is written paler, as it matters less than the others. */
  readonly isQuiet?: boolean
}

const wide = '@max-6xl:hidden'
const medium = '@max-5xl:hidden'

function known<T>(value: T | null | undefined, format: (value: T) => string): string | null {
  return value === null || value === undefined ? null : format(value)
}

/** When a run began; `waiting` for one in the queue, null for one that never began. */
function begun(run: RunRecord): string | null {
  return run.status === 'queued' ? 'waiting' : known(run.startedAt, formatMoment)
}

/** Columns before the test accuracy. */
export const columnsBefore: readonly Column[] = [
  { label: 'Epochs', key: null, text: (run) => `${run.epochs.length} / ${run.spec.epochs}`, from: '' },
  { label: 'Batch', key: 'batchSize', text: (run) => formatCount(run.spec.batchSize), from: wide },
  { label: 'Train loss', key: 'trainLoss', text: (run) => known(run.trainLoss, formatLoss), from: medium },
]

/** Columns after the test accuracy. */
export const columnsAfter: readonly Column[] = [
  { label: 'Images/s', key: 'imagesPerSecond', text: (run, point) => known(run.imagesPerSecond ?? point?.imagesPerSecond, formatRate), from: '' },
  { label: 'Memory', key: 'memory', text: (run, point) => known(peakMemory(run) ?? point?.deviceBytes ?? point?.rssBytes, formatBytes), from: medium },
  { label: 'Time', key: 'elapsedSeconds', text: (run) => (run.elapsedSeconds === 0 ? null : formatDuration(run.elapsedSeconds)), from: '' },
  { label: 'Begun', key: 'createdAt', text: begun, from: '', isQuiet: true },
]
