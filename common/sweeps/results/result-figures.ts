// The figures of a point that tables and charts of a sweep show: title, unit, format, and which way is better.
import { formatBytes, formatCompactCount, formatCount, formatDuration, formatLoss, formatPercent, formatRate } from '../../words/format'
import type { PointFigure } from '@contract/sweeps/sweep-record'

export interface ResultFigure {
  readonly title: string
  /** Title of an axis, with the unit where the format writes none. */
  readonly axisTitle: string
  readonly format: (value: number) => string
  /** A standard deviation behind the value; left out: as the value itself. */
  readonly formatSpread?: (value: number) => string
  /** Null: neither way is better. */
  readonly better: 'higher' | 'lower' | null
}

/** As many decimals as a loss has. */
const threeDecimals = (value: number): string => value.toFixed(3)

export const resultFigures: Readonly<Record<PointFigure, ResultFigure>> = {
  testAccuracy: { title: 'Test accuracy', axisTitle: 'test accuracy', format: formatPercent, better: 'higher' },
  bestTestAccuracy: { title: 'Best test accuracy', axisTitle: 'best test accuracy', format: formatPercent, better: 'higher' },
  testLoss: { title: 'Test loss', axisTitle: 'test loss', format: formatLoss, formatSpread: threeDecimals, better: 'lower' },
  validationAccuracy: { title: 'Validation accuracy', axisTitle: 'validation accuracy', format: formatPercent, better: 'higher' },
  bestValidationAccuracy: { title: 'Best validation accuracy', axisTitle: 'best validation accuracy', format: formatPercent, better: 'higher' },
  validationLoss: { title: 'Validation loss', axisTitle: 'validation loss', format: formatLoss, formatSpread: threeDecimals, better: 'lower' },
  trainAccuracy: { title: 'Train accuracy', axisTitle: 'train accuracy', format: formatPercent, better: 'higher' },
  trainLoss: { title: 'Train loss', axisTitle: 'train loss', format: formatLoss, formatSpread: threeDecimals, better: 'lower' },
  imagesPerSecond: { title: 'Images/s', axisTitle: 'training images per second', format: formatRate, formatSpread: formatCount, better: 'higher' },
  elapsedSeconds: { title: 'Time', axisTitle: 'time of training and evaluation', format: formatDuration, better: 'lower' },
  peakRssBytes: { title: 'Memory', axisTitle: 'peak memory of the engine', format: formatBytes, better: 'lower' },
  peakDeviceBytes: { title: 'GPU memory', axisTitle: 'peak memory on the GPU', format: formatBytes, better: 'lower' },
  parameters: { title: 'Parameters', axisTitle: 'parameters', format: formatCompactCount, better: null },
  epochs: { title: 'Epochs', axisTitle: 'whole epochs done', format: formatCount, better: null },
}

export const figureNames = Object.keys(resultFigures) as PointFigure[]

/** Orders two values of a figure, the better one first; where neither way is better, the smaller one. */
export function compareFigures(figure: PointFigure, a: number, b: number): number {
  return resultFigures[figure].better === 'higher' ? b - a : a - b
}
