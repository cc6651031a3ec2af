// Values of a report's charts in words, by what they are.
import type { ValueKind } from '@contract/reports/report-chart'
import { figureWords } from '../experiments/figure-words'
import type { Formats } from './formats'
import { withMinus } from './with-minus'

/** Sizes beyond which, and below which, digits would fill lines: what has no larger units does so sooner. */
const largest: Readonly<Partial<Record<ValueKind, number>>> = { number: 1e9, share: 1e6 }
const [largestOfOthers, smallest] = [1e15, 1e-12]

/** A value in its unit: `87.1 %`, `1.38 GB`, `0.312`; what no unit fits, in powers of ten. */
export function valueWords(kind: ValueKind, value: number, formats: Formats): string {
  const size = Math.abs(value)
  if (size >= (largest[kind] ?? largestOfOthers) || (size > 0 && size < smallest)) return withMinus(value.toExponential(2).replace('+', ''))
  return withMinus(kind === 'loss' ? formats.formatLoss(value) : figureWords(kind, value, formats))
}
