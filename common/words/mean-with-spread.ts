// A mean over several runs with its standard deviation in the same unit: `237 ± 1 MB`, where `237 MB ± 571 kB` would have to be converted by the reader.
import { language } from '@language/language'

/** A number and its unit as formats write them. Times of several parts (`1 h 20 min`) and powers of ten are none. */
const numberAndUnit = /^([\d,]+(?:\.(\d+))?)(\s?[^\d\s.,e±][^\d]*)?$/u

interface Spread {
  readonly mean: number
  readonly deviation: number
}

interface InUnit {
  /** The mean without its unit. */
  readonly number: string
  readonly unit: string
  /** The deviation without its unit, with as many decimals as the mean; with more where it would be 0 else. */
  readonly deviation: string
}

/** @param words the mean as it is written by itself; null where they are not one number with one unit */
function inUnit(words: string, { mean, deviation }: Spread): InUnit | null {
  const [, number, fraction = '', unit = ''] = numberAndUnit.exec(words) ?? []
  if (number === undefined || mean === 0) return null
  // The unit's size, up to rounding, is the mean over the number that is written for it.
  const spread = (deviation * Number(number.replaceAll(',', ''))) / Math.abs(mean)
  const isLost = spread > 0 && spread < 0.5 * 10 ** -fraction.length
  const decimals = isLost ? Math.min(Math.ceil(-Math.log10(spread)), 20) : fraction.length
  return { number, unit, deviation: spread.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) }
}

/**
 * `237 ± 1 MB`, `3.7 ± 0.1 min`, `80.0 % ± 1.0 %`.
 * @param words the mean as it is written by itself
 * @param format writes a deviation that has another unit than the mean's words
 */
export function meanWithSpread(words: string, spread: Spread, format: (deviation: number) => string): string {
  const told = inUnit(words, spread)
  if (told === null) return `${words} ± ${format(spread.deviation)}`
  return told.unit.trim() === '%' ? `${words} ± ${told.deviation}${told.unit}` : `${told.number} ± ${told.deviation}${told.unit}`
}

/** The deviation alone, below a mean that is written `words`: `± 1 MB`. @param format as for `meanWithSpread` */
export function spreadBelow(words: string, spread: Spread, format: (deviation: number) => string): string {
  const told = inUnit(words, spread)
  return `± ${told === null ? format(spread.deviation) : `${told.deviation}${told.unit}`}`
}
