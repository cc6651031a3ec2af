// The figures of results in sentences: what each is called, how it reads, and how two values of it are compared.
import { phrase } from '@language/phrase'
import { points as signedPoints } from '../../conclusions/difference-words'
import type { Formats } from '../../words/formats'

interface FigureWords {
  readonly noun: string
  readonly plural: string
  readonly better: 'higher' | 'lower'
  /** How two values are compared: shares by percentage points, losses by their difference, costs and speeds by their ratio. */
  readonly by: 'points' | 'difference' | 'ratio'
  readonly read: (value: number, formats: Formats) => string
}

const share = { by: 'points', read: (value: number, { formatPercent }: Formats) => formatPercent(value) } as const
const loss = { by: 'difference', better: 'lower', read: (value: number, { formatLoss }: Formats) => formatLoss(value) } as const
const seconds = { by: 'ratio', better: 'lower', read: (value: number, { formatDuration }: Formats) => formatDuration(value) } as const
const bytes = { by: 'ratio', better: 'lower', read: (value: number, { formatBytes }: Formats) => formatBytes(value) } as const
const count = { by: 'ratio', better: 'lower', read: (value: number, { formatCompactCount }: Formats) => formatCompactCount(value) } as const

/** By name of the figure in rows. */
export const figureWords = {
  testAccuracy: { noun: phrase('test accuracy'), plural: phrase('test accuracies'), better: 'higher', ...share },
  bestTestAccuracy: { noun: phrase('best test accuracy'), plural: phrase('best test accuracies'), better: 'higher', ...share },
  trainAccuracy: { noun: phrase('training accuracy'), plural: phrase('training accuracies'), better: 'higher', ...share },
  accuracyAtEqualTime: { noun: phrase('test accuracy at equal time'), plural: phrase('test accuracies at equal time'), better: 'higher', ...share },
  gap: { noun: phrase('gap between training and test accuracy'), plural: phrase('gaps between training and test accuracy'), better: 'lower', by: 'points', read: (value, { formatPercent }) => formatPercent(value).replace('%', phrase('points § of percentage, behind a number')) },
  testLoss: { noun: phrase('test loss'), plural: phrase('test losses'), ...loss },
  trainLoss: { noun: phrase('training loss'), plural: phrase('training losses'), ...loss },
  imagesPerSecond: { noun: phrase('speed'), plural: phrase('speeds'), better: 'higher', by: 'ratio', read: (value, { formatRate }) => phrase('{rate} images per second', { rate: formatRate(value) }) },
  elapsedSeconds: { noun: phrase('time'), plural: phrase('times'), ...seconds },
  secondsPerEpoch: { noun: phrase('time per epoch'), plural: phrase('times per epoch'), ...seconds },
  peakRssBytes: { noun: phrase('memory'), plural: phrase('memories'), ...bytes },
  peakDeviceBytes: { noun: phrase("GPU's memory"), plural: phrase("GPU's memories"), ...bytes },
  parameters: { noun: phrase('number of parameters'), plural: phrase('numbers of parameters'), ...count },
  multiplyAdds: { noun: phrase('number of multiply-adds'), plural: phrase('numbers of multiply-adds'), ...count },
} as const satisfies Readonly<Record<string, FigureWords>>

export type SentenceFigure = keyof typeof figureWords

export const wordsOf = (figure: SentenceFigure): FigureWords => figureWords[figure]

/** By which way of a figure is better: its best value. */
export const mostWords = { higher: phrase('highest'), lower: phrase('lowest') } as const

/** How figures that are compared in one way are put into a test, and its result into words. */
export interface Scale {
  /** On whose values the test is done: logarithms where ratios are compared. */
  readonly of: (value: number) => number
  /** The size of a difference on that scale, without its direction: `0.9 percentage points`, `0.120`, `by a factor of 2.31`. */
  readonly size: (difference: number) => string
  /** Both ends of an interval, with their signs. */
  readonly range: (low: number, high: number) => string
}

const factor = (logarithm: number): string => Math.exp(logarithm).toPrecision(3)

export const scales: Readonly<Record<FigureWords['by'], Scale>> = {
  points: {
    of: (value) => value,
    size: (difference) => phrase('{points} percentage points', { points: unsignedPoints(difference) }),
    range: (low, high) => phrase('{low} to {high} percentage points', { low: signedPoints(low), high: signedPoints(high) }),
  },
  difference: {
    of: (value) => value,
    size: (difference) => Math.abs(difference).toPrecision(3),
    range: (low, high) => phrase('{low} to {high}', { low: signed(low), high: signed(high) }),
  },
  ratio: {
    of: (value) => Math.log(value),
    size: (difference) => phrase('a factor of {factor}', { factor: factor(Math.abs(difference)) }),
    range: (low, high) => phrase('factors of {low} to {high}', { low: factor(low), high: factor(high) }),
  },
}

/** How far a value is from another, before the name of the other: `0.9 percentage points above`, `by a factor of 2.31 below`. */
export function apartWords(figure: SentenceFigure, difference: number): string {
  const { by } = wordsOf(figure)
  if (by === 'ratio') {
    const times = factor(Math.abs(difference))
    return difference > 0 ? phrase('by a factor of {times} above', { times }) : phrase('by a factor of {times} below', { times })
  }
  const size = scales[by].size(difference)
  return difference > 0 ? phrase('{size} above', { size }) : phrase('{size} below', { size })
}

/** A difference of shares in percentage points; a small one with two decimals, so that it does not read as none. */
function unsignedPoints(difference: number): string {
  const size = Math.abs(difference) * 100
  return size < 0.095 ? size.toFixed(2) : size.toFixed(1)
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toPrecision(3)}`
