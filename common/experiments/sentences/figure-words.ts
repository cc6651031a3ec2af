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
  gap: { noun: phrase('gap between training and test accuracy'), plural: phrase('gaps between training and test accuracy'), better: 'lower', by: 'points', read: (value, { formatPercent }) => formatPercent(value).replace('%', 'points') },
  testLoss: { noun: phrase('test loss'), plural: phrase('test losses'), ...loss },
  trainLoss: { noun: phrase('training loss'), plural: phrase('training losses'), ...loss },
  imagesPerSecond: { noun: 'speed', plural: 'speeds', better: 'higher', by: 'ratio', read: (value, { formatRate }) => phrase('{rate} images per second', { rate: formatRate(value) }) },
  elapsedSeconds: { noun: 'time', plural: 'times', ...seconds },
  secondsPerEpoch: { noun: phrase('time per epoch'), plural: phrase('times per epoch'), ...seconds },
  peakRssBytes: { noun: 'memory', plural: 'memories', ...bytes },
  peakDeviceBytes: { noun: phrase("GPU's memory"), plural: phrase("GPU's memories"), ...bytes },
  parameters: { noun: phrase('number of parameters'), plural: phrase('numbers of parameters'), ...count },
  multiplyAdds: { noun: phrase('number of multiply-adds'), plural: phrase('numbers of multiply-adds'), ...count },
} as const satisfies Readonly<Record<string, FigureWords>>

export type SentenceFigure = keyof typeof figureWords

export const wordsOf = (figure: SentenceFigure): FigureWords => figureWords[figure]

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
    size: (difference) => phrase('{unsignedPoints} percentage points', { unsignedPoints: unsignedPoints(difference) }),
    range: (low, high) => phrase('{signedPoints} to {signedPoints2} percentage points', { signedPoints: signedPoints(low), signedPoints2: signedPoints(high) }),
  },
  difference: {
    of: (value) => value,
    size: (difference) => Math.abs(difference).toPrecision(3),
    range: (low, high) => phrase('{signed} to {signed2}', { signed: signed(low), signed2: signed(high) }),
  },
  ratio: {
    of: (value) => Math.log(value),
    size: (difference) => phrase('a factor of {factor}', { factor: factor(Math.abs(difference)) }),
    range: (low, high) => phrase('factors of {factor} to {factor2}', { factor: factor(low), factor2: factor(high) }),
  },
}

/** A difference of shares in percentage points; a small one with two decimals, so that it does not read as none. */
function unsignedPoints(difference: number): string {
  const size = Math.abs(difference) * 100
  return size < 0.095 ? size.toFixed(2) : size.toFixed(1)
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toPrecision(3)}`
