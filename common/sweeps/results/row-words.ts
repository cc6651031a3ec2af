// A row of results in a sentence.
import type { MeanAndSpread } from '../../statistics/mean-and-spread'
import { formatCounted } from '../../words/format'
import { clauses, withCommas } from '../../words/listed-words'
import { meanWithSpread } from '../../words/mean-with-spread'
import { settingWithValue } from '@common/words/setting-value'
import { phrase } from '@language/phrase'
import type { PointFigure } from '@contract/sweeps/sweep-record'
import { withinSentence } from '../../words/within-sentence'
import { valueText, type ResultAxis } from './result-axes'
import { resultFigures } from './result-figures'
import type { ResultRow } from './result-rows'

/** `learning rate 0.1, dropout 0.5`. */
export function settingWords({ values }: Pick<ResultRow, 'values'>, axes: readonly ResultAxis[]): string {
  return withCommas(axes.map(({ setting, label }) => settingWithValue(withinSentence(label), valueText(setting, values[setting] ?? null))))
}

/** `87.1 %`, of several seeds `87.1 % ± 0.4 %` or `237 ± 1 MB` with the standard deviation. */
export function spreadText(figure: PointFigure, { mean, deviation }: MeanAndSpread): string {
  const { format } = resultFigures[figure]
  return deviation === null ? format(mean) : meanWithSpread(format(mean), { mean, deviation }, format)
}

/** `Point 3: learning rate 0.1; test accuracy 87.1 % ± 0.4 % over 3 seeds`. */
export function rowWords(row: ResultRow, axes: readonly ResultAxis[], figure: PointFigure): string {
  const spread = row.figures[figure]
  const name = withinSentence(resultFigures[figure].title)
  const seeds = spread && spread.count > 1 ? phrase(' over {seeds}', { seeds: formatCounted(spread.count, 'seed') }) : ''
  const words = spread ? `${name} ${spreadText(figure, spread)}${seeds}` : phrase('no {figure} yet', { figure: name })
  return phrase('Point {number}: {words}', { number: row.number, words: clauses([settingWords(row, axes), words].filter((part) => part !== '')) })
}
