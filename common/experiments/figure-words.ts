// The figures of rows in words: titles, units and formats, for tables, charts and reports alike.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { smallBeginning } from '../words/within-sentence'
import type { ResultRow } from '@contract/experiments/result-row'
import { points } from '../conclusions/difference-words'
import { meanAndSpread, type MeanAndSpread } from '../statistics/mean-and-spread'
import type { Formats } from '../words/formats'
import { meanWithSpread } from '../words/mean-with-spread'
import { withMinus } from '../words/with-minus'
import type { ResultColumn } from './column'
import type { Experiment, PublishedFigure } from './experiment'
import { runColumns } from './run-columns'

type FigureKindOfRows = ResultColumn['kind']

/** What is known of a figure: by the experiment's columns, else by what runs have; a figure of neither is a plain number. */
export function columnOf({ columns, parts }: Pick<Experiment, 'columns' | 'parts'>, figure: string): ResultColumn {
  const all = [...columns, ...parts.flatMap((part) => part.columns ?? []), ...Object.values(runColumns)]
  return all.find((column) => column.figure === figure) ?? { figure, title: figure, kind: 'number' }
}

/** Four significant digits at most, without needless zeros. */
const shortNumber = (value: number): string => (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(2) : Number(value.toPrecision(4)).toLocaleString(language, { maximumSignificantDigits: 4 }))

/** Seconds from which a time is one of a run rather than of a step, which has three digits. */
const longStep = 9.995

/** A figure in its unit: `87.1 %`, `1.38 GB`, `4,136`; a gap may be below zero: `−0.5 %`. */
export const figureWords = (kind: FigureKindOfRows, value: number, formats: Formats): string => withMinus(signedWords(kind, value, formats))

function signedWords(kind: FigureKindOfRows, value: number, formats: Formats): string {
  switch (kind) {
    case 'share':
      return formats.formatPercent(value)
    case 'bytes':
      return formats.formatBytes(value)
    case 'seconds':
      return value < longStep ? formats.formatStepTime(value) : formats.formatDuration(value)
    case 'rate':
      return formats.formatRate(value)
    case 'count':
      return Number.isInteger(value) || value >= 100 ? formats.formatCompactCount(value) : value.toLocaleString(language, { maximumSignificantDigits: 2 })
    case 'flops':
      return formats.formatCompactCount(value)
    case 'number':
      return shortNumber(value)
  }
}

/** The figures of something published: `test accuracy 88.3 %, images/s 4,136`. */
export function publishedWords(experiment: Pick<Experiment, 'columns' | 'parts'>, { figures }: Pick<PublishedFigure, 'figures'>, formats: Formats): string {
  return Object.entries(figures)
    .map(([figure, value]) => {
      const { title, kind } = columnOf(experiment, figure)
      return phrase('{figure} {value}', { figure: smallBeginning(title), value: figureWords(kind, value, formats) })
    })
    .join(phrase(', '))
}

/** The difference of two figures with its sign; of shares in percentage points: `+2.1`, `−12 MB`. */
export function differenceWords(kind: FigureKindOfRows, difference: number, formats: Formats): string {
  if (kind === 'share') return points(difference)
  return `${difference < 0 ? '−' : '+'}${figureWords(kind, Math.abs(difference), formats)}`
}

/** The unit behind differences of a figure, with a space before it; empty where the words have it. */
export const differenceUnit = (kind: FigureKindOfRows): string => (kind === 'share' ? phrase(' percentage points') : '')

/** A spread below this share of the mean is none: the figure is the same for every seed. */
const leastSpread = 1e-6

/** `87.1 %`; of several seeds that differ `87.1 % ± 0.4 %` or `237 ± 1 MB` with the standard deviation. */
export function spreadWords(kind: FigureKindOfRows, { mean, deviation }: Pick<MeanAndSpread, 'mean' | 'deviation'>, formats: Formats): string {
  if (deviation === null || deviation <= leastSpread * Math.abs(mean)) return figureWords(kind, mean, formats)
  return kind === 'number' ? roundedSpread(mean, deviation) : meanWithSpread(figureWords(kind, mean, formats), { mean, deviation }, (value) => figureWords(kind, value, formats))
}

/** Decimals that are written at most. */
const mostDecimals = 4

/** `0.5710 ± 0.0016`: the deviation with two significant digits as far as decimals reach, the mean with as many; a deviation that they do not reach in powers of ten. */
function roundedSpread(mean: number, deviation: number): string {
  const decimals = Math.min(Math.max(0, 1 - Math.floor(Math.log10(deviation))), mostDecimals)
  if (deviation < 0.5 * 10 ** -mostDecimals) return `${shortNumber(mean)} ± ${shortNumber(deviation)}`
  const written = (value: number): string => value.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  return withMinus(`${written(mean)} ± ${written(deviation)}`)
}

/** A figure over the seeds of rows; null where none has it. */
export function figureOver(rows: readonly ResultRow[], figure: string): MeanAndSpread | null {
  return meanAndSpread(rows.flatMap(({ figures }) => figures[figure] ?? []))
}
