// The four charts of a run: loss, accuracy, images per second, memory.
import type { PublishedResult } from '../areas/runs/published'
import { byteUnit, formatBytes, formatLoss, formatLossTick, formatPercent, formatRate } from '@common/words/format'
import type { CurvePoint } from './bounded-series'
import type { ChartModel } from './chart-model'
import type { RunCurves } from './run-curves'

export interface RunChartInput {
  readonly curves: RunCurves
  /** Epochs of the whole run. */
  readonly epochs: number
  /** Classes of its data set; null while that is not known. */
  readonly classes: number | null
  /** Null where nothing was published to compare with. */
  readonly published: PublishedResult | null
  /** What the memory curve is of. */
  readonly memoryNote: string
  /** Its predicted peak, in bytes; null where it is not known. */
  readonly predictedMemory: number | null
  /** Predicted training speed, in images per second; null where it is not known. */
  readonly predictedSpeed: number | null
}

function level(value: number, epochs: number): CurvePoint[] {
  return [{ x: 0, y: value }, { x: epochs, y: value }]
}

/** A published curve by epoch, or one published number as a level through the whole chart; nothing where nothing was published. */
export function publishedPoints(published: PublishedResult | null, epochs: number): CurvePoint[] {
  if (!published) return []
  if (published.accuracyByEpoch.length === 1) return level(published.finalAccuracy, epochs)
  return published.accuracyByEpoch.map((accuracy, index) => ({ x: index + 1, y: accuracy }))
}

/** `0.5` of an axis in percent: the unit stands in the axis title. */
const percentTick = (fraction: number): string => String(Math.round(fraction * 100))

/** Ticks of a memory axis in the unit of its largest value. */
function memoryTicks(largest: number): { readonly unit: string; readonly format: (bytes: number) => string } {
  const unit = byteUnit(largest)
  return { unit: unit.name, format: (bytes) => (bytes / unit.size).toLocaleString('en', { maximumFractionDigits: 2 }) }
}

export interface RunCharts {
  readonly loss: ChartModel
  readonly accuracy: ChartModel
  readonly imagesPerSecond: ChartModel
  readonly memory: ChartModel
}

/** Builds the charts; their series are the live arrays of the curves. */
export function runCharts({ curves, epochs, classes, published, memoryNote, predictedMemory, predictedSpeed }: RunChartInput): RunCharts {
  const largest = Math.max(predictedMemory ?? 0, ...curves.memory.points.map((point) => point.y), 1e6)
  const ticks = memoryTicks(largest)
  const trainNote = 'train: mean over half an epoch; test: after each epoch'
  return {
    loss: {
      title: 'Loss',
      note: trainNote,
      yTitle: 'cross-entropy',
      yMax: null,
      // The cross-entropy of classes that are all as likely, where every training begins.
      yExpected: classes && Math.log(classes),
      formatTick: formatLossTick,
      formatValue: formatLoss,
      series: [
        { role: 'chunks', label: '', points: curves.loss.train.chunks.points },
        { role: 'train', label: 'train', points: curves.loss.train.mean.points },
        { role: 'test', label: 'test', points: curves.loss.test },
      ],
    },
    accuracy: {
      title: 'Accuracy',
      note: trainNote,
      yTitle: 'accuracy in %',
      yMax: 1,
      yExpected: null,
      formatTick: percentTick,
      formatValue: formatPercent,
      series: [
        ...(published ? [{ role: 'published' as const, label: published.label, points: publishedPoints(published, epochs) }] : []),
        { role: 'chunks', label: '', points: curves.accuracy.train.chunks.points },
        { role: 'train', label: 'train', points: curves.accuracy.train.mean.points },
        { role: 'test', label: 'test', points: curves.accuracy.test },
      ],
    },
    imagesPerSecond: {
      title: 'Images per second',
      note: 'of training alone; mean over half an epoch',
      yTitle: 'images per second',
      yMax: null,
      yExpected: predictedSpeed,
      formatTick: (value) => value.toLocaleString('en'),
      formatValue: (value) => `${formatRate(value)} images/s`,
      series: [
        { role: 'samples', label: '', points: curves.imagesPerSecond.chunks.points },
        { role: 'measured', label: '', points: curves.imagesPerSecond.mean.points },
      ],
    },
    memory: {
      title: 'Memory',
      note: memoryNote,
      yTitle: `memory in ${ticks.unit}`,
      yMax: null,
      yExpected: predictedMemory,
      formatTick: ticks.format,
      formatValue: formatBytes,
      series: [
        ...(predictedMemory === null
          ? []
          : [{ role: 'predicted' as const, label: 'predicted', points: level(predictedMemory, epochs) }]),
        { role: 'measured', label: '', points: curves.memory.points },
      ],
    },
  }
}

/** Upper end of an axis that shows a run so far: 1, 2 or 5 times a power of ten, so that it grows in few, large steps. */
export function epochsSoFar(epoch: number, epochs: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(epoch, 0.01)))
  const steps = [1, 2, 5, 10].map((step) => step * power)
  return Math.min(steps.find((step) => step >= epoch) ?? epochs, epochs)
}
