// The four charts of a run: loss, accuracy, images per second, memory.
import type { PublishedResult } from '@common/published/published'
import { publishedPoints } from '@common/published/published-points'
import { splitWords } from '@common/words/split-words'
import { byteUnit, formatBytes, formatLoss, formatLossTick, formatPercent, formatRate } from '@common/words/format'
import type { CurvePoint } from '@common/charts/curve-point'
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import type { HeldOutSplit } from '@contract/runs/held-out'
import type { AxisWords, ChartModel, ChartSeries } from './chart-model'
import type { RunCurves } from './run-curves'

export interface RunChartInput {
  readonly curves: RunCurves
  /** What its epochs are judged by. */
  readonly heldOut: HeldOutSplit
  /** Epochs of the whole run. */
  readonly epochs: number
  /** Number of classes of its data set; null while that is not known. */
  readonly classes: number | null
  /** Null where nothing was published to compare with. */
  readonly published: PublishedResult | null
  /** Which memory the curve shows, in words. */
  readonly memoryNote: string
  /** Its predicted peak, in bytes; null where it is not known. */
  readonly predictedMemory: number | null
  /** Largest memory of the whole run, in bytes; null before it has ended. */
  readonly peakMemory: number | null
  /** Predicted training speed, in images per second; null where it is not known. */
  readonly predictedSpeed: number | null
}

function level(value: number, epochs: number): CurvePoint[] {
  return [{ x: 0, y: value }, { x: epochs, y: value }]
}

/** A fraction in percent without the unit, which stands in the axis title: `50` for 0.5. */
const percentTick = (fraction: number): string => String(Math.round(fraction * 100))

/** Bytes from which the upper end of a memory axis counts: no engine takes less. */
const leastMemoryTop = 1e6

/** Words of a memory axis, in the unit that suits its upper end. */
function memoryAxis(top: number): AxisWords {
  const unit = byteUnit(Math.max(top, leastMemoryTop)) // an empty chart ends at a byte
  return { title: phrase('memory in {unit}', { unit: unit.name }), tick: (bytes) => (bytes / unit.size).toLocaleString(language, { maximumFractionDigits: 2 }) }
}

export interface RunCharts {
  readonly loss: ChartModel
  readonly accuracy: ChartModel
  readonly imagesPerSecond: ChartModel
  readonly memory: ChartModel
}

/** A level through the whole chart; none where its value is not known. */
function levelSeries(role: ChartSeries['role'], label: string, value: number | null, epochs: number): ChartSeries[] {
  return value === null ? [] : [{ role, label, points: level(value, epochs) }]
}

/** Builds the charts; their series are the live arrays of the curves. */
export function runCharts(input: RunChartInput): RunCharts {
  const { curves, heldOut, epochs, published, memoryNote, predictedMemory, peakMemory, predictedSpeed, classes } = input
  // All four charts end at the same place, which leaves room for the longest name.
  const room = heldOut === 'validation' ? { nameRoom: 68 } : {}
  const trainNote = phrase('train: mean over half an epoch; {split}: after each', { split: splitWords[heldOut] })
  return {
    loss: {
      ...room,
      title: phrase('Loss § as measured'),
      note: trainNote,
      yAxis: () => ({ title: phrase('loss'), tick: formatLossTick }),
      yMax: null,
      yExpected: classes && Math.log(classes), // the loss where all classes are equally likely, as at the beginning of a training
      cutsSpikes: true,
      offersLog: true,
      formatValue: formatLoss,
      series: [
        { role: 'chunks', label: '', points: curves.loss.train.chunks.points },
        { role: 'train', label: splitWords.train, points: curves.loss.train.mean.points },
        { role: 'test', label: splitWords[heldOut], points: curves.loss.test.points },
      ],
    },
    accuracy: {
      ...room,
      title: phrase('Accuracy'),
      note: trainNote,
      yAxis: () => ({ title: phrase('accuracy in %'), tick: percentTick }),
      yMax: 1,
      yExpected: null,
      cutsSpikes: false,
      offersLog: false,
      formatValue: formatPercent,
      series: [
        ...(published ? [{ role: 'published' as const, label: published.label, points: publishedPoints(published, epochs) }] : []),
        { role: 'chunks', label: '', points: curves.accuracy.train.chunks.points },
        { role: 'train', label: splitWords.train, points: curves.accuracy.train.mean.points },
        { role: 'test', label: splitWords[heldOut], points: curves.accuracy.test.points },
      ],
    },
    imagesPerSecond: {
      ...room,
      title: phrase('Images per second'),
      note: phrase('of training alone; mean over half an epoch'),
      yAxis: () => ({ title: phrase('images/s'), tick: (value) => value.toLocaleString(language) }),
      yMax: null,
      yExpected: predictedSpeed,
      cutsSpikes: true,
      offersLog: false,
      formatValue: (value) => phrase('{rate} images/s', { rate: formatRate(value) }),
      series: [
        { role: 'samples', label: '', points: curves.imagesPerSecond.chunks.points },
        { role: 'measured', label: '', points: curves.imagesPerSecond.mean.points },
      ],
    },
    memory: {
      ...room,
      title: phrase('Memory'),
      note: memoryNote,
      yAxis: memoryAxis,
      yMax: null,
      yExpected: predictedMemory,
      cutsSpikes: false, // the largest value matters most
      offersLog: false,
      formatValue: formatBytes,
      series: [
        ...levelSeries('predicted', phrase('predicted'), predictedMemory, epochs),
        ...levelSeries('peak', phrase('peak § largest value'), peakMemory, epochs),
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
