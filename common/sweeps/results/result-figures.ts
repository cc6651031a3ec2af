// The figures of a point that tables and charts of a sweep show: title, unit, format, and which way is better.
import { formatBytes, formatCompactCount, formatCount, formatDuration, formatLoss, formatPercent, formatRate } from '../../words/format'
import { phrase } from '@language/phrase'
import type { ValueKind } from '@contract/reports/report-chart'
import type { PointFigure } from '@contract/sweeps/sweep-record'

export interface ResultFigure {
  readonly title: string
  /** Title of an axis, with the unit where the format writes none. */
  readonly axisTitle: string
  readonly kind: ValueKind
  readonly format: (value: number) => string
  /** Null: neither way is better. */
  readonly better: 'higher' | 'lower' | null
}

export const resultFigures: Readonly<Record<PointFigure, ResultFigure>> = {
  testAccuracy: { title: phrase('Test accuracy'), axisTitle: phrase('test accuracy'), kind: 'share', format: formatPercent, better: 'higher' },
  bestTestAccuracy: { title: phrase('Best test accuracy'), axisTitle: phrase('best test accuracy'), kind: 'share', format: formatPercent, better: 'higher' },
  testLoss: { title: phrase('Test loss'), axisTitle: phrase('test loss'), kind: 'loss', format: formatLoss, better: 'lower' },
  validationAccuracy: { title: phrase('Validation accuracy'), axisTitle: phrase('validation accuracy'), kind: 'share', format: formatPercent, better: 'higher' },
  bestValidationAccuracy: { title: phrase('Best validation accuracy'), axisTitle: phrase('best validation accuracy'), kind: 'share', format: formatPercent, better: 'higher' },
  validationLoss: { title: phrase('Validation loss'), axisTitle: phrase('validation loss'), kind: 'loss', format: formatLoss, better: 'lower' },
  trainAccuracy: { title: phrase('Train accuracy'), axisTitle: phrase('train accuracy'), kind: 'share', format: formatPercent, better: 'higher' },
  trainLoss: { title: phrase('Train loss'), axisTitle: phrase('train loss'), kind: 'loss', format: formatLoss, better: 'lower' },
  imagesPerSecond: { title: phrase('Images/s'), axisTitle: phrase('training images per second'), kind: 'rate', format: formatRate, better: 'higher' },
  elapsedSeconds: { title: phrase('Time'), axisTitle: phrase('time of training and evaluation'), kind: 'seconds', format: formatDuration, better: 'lower' },
  peakRssBytes: { title: phrase('Memory'), axisTitle: phrase('peak memory of the engine'), kind: 'bytes', format: formatBytes, better: 'lower' },
  peakDeviceBytes: { title: phrase('GPU memory'), axisTitle: phrase('peak memory on the GPU'), kind: 'bytes', format: formatBytes, better: 'lower' },
  parameters: { title: phrase('Parameters'), axisTitle: phrase('parameters'), kind: 'count', format: formatCompactCount, better: null },
  epochs: { title: phrase('Epochs'), axisTitle: phrase('whole epochs done'), kind: 'count', format: formatCount, better: null },
}

export const figureNames = Object.keys(resultFigures) as PointFigure[]

/** Orders two values of a figure, the better one first; where neither way is better, the smaller one. */
export function compareFigures(figure: PointFigure, a: number, b: number): number {
  return resultFigures[figure].better === 'higher' ? b - a : a - b
}
