// Values of a report's charts in words, by what they are.
import type { ValueKind } from '@contract/reports/report-chart'
import { figureWords } from '../experiments/figure-words'
import type { Formats } from './formats'

/** A value in its unit: `87.1 %`, `1.38 GB`, `0.312`. */
export const valueWords = (kind: ValueKind, value: number, formats: Formats): string =>
  withMinus(kind === 'loss' ? formats.formatLoss(value) : figureWords(kind, value, formats))

/** A number with the sign that is as wide as a plus. */
export const withMinus = (text: string): string => text.replace(/^-/, '−')
