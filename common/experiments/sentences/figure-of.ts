// Finds rows of counted and measured figures by their values.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'

type Values = ResultRow['values']

/** The completed rows of a part that have these values, as far as they are given. */
export function rowsWith(results: readonly ResultRow[], part: string, values: Values = {}): readonly ResultRow[] {
  return results.filter((row) => row.part === part && row.status === 'completed' && Object.entries(values).every(([name, value]) => row.values[name] === value))
}

/** A figure of the first such row; null where there is none. */
export function figureOf(results: readonly ResultRow[], part: string, figure: string, values: Values = {}): number | null {
  return rowsWith(results, part, values)[0]?.figures[figure] ?? null
}

/** Different values of a name among the rows of a part, numbers by size. */
export function valuesOf(results: readonly ResultRow[], part: string, name: string): readonly Values[string][] {
  const found = [...new Set(rowsWith(results, part).flatMap(({ values }) => (name in values ? [values[name] ?? null] : [])))]
  return found.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
}

/** How often one amount holds another: `3.2 times`. */
export const timesWords = (ratio: number): string => phrase('{ratio} times', { ratio: ratio >= 99.5 ? Math.round(ratio).toLocaleString(language) : Number(ratio.toPrecision(2)) })
