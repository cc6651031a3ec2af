// What differs between compared runs: settings, answers on the same images, and whom they confuse.
import { pairWords, seedWords } from '@common/comparison/comparison-words'
import { settingRows } from '@common/comparison/setting-rows'
import { pageFormats } from '@common/words/format'
import { enumeration, withCommas } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf, ReportTable } from '@contract/reports/report-block'
import { code, paragraph, textColumns } from '../../blocks'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedComparison, ReportedPair, RunEvaluated } from './reported-comparison'

/** Runs that have a column each in the table of settings; matrices that are drawn; and classes of a matrix. */
const [mostColumns, mostMatrices, mostClasses] = [5, 2, 20]

export const differencesPart: SubjectPart<ReportedComparison> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const evaluated = await reported.evaluated()
    const pairs = await reported.pairs()
    const overSeeds = seedWords(reported.sets, pageFormats)
    const without = reported.runs.filter(({ run }) => !evaluated.has(run.id))
    return [
      settings(reported),
      ...overSeeds.map(({ words }) => paragraph(words)),
      ...pairs.map(({ first, second, paired }) => paragraph(pairWords(first, second, paired, pageFormats))),
      ...(without.length === 0 ? [] : [paragraph([{ text: phrase('Without a stored evaluation of the last checkpoint on the test images: {without}. To make it: ', { without: enumeration(without.map(({ letter }) => letter)) }) }, ...code(`cnn-lab evaluate ${without[0]?.run.id ?? ''}`), { text: phrase('. § end of a sentence') }], 'note')]),
      ...matrices(reported, pairs, evaluated),
    ]
  },
}

function settings({ runs }: ReportedComparison): ReportBlock {
  const rows = settingRows(runs.map(({ run }) => run.spec)).filter(({ differs }) => differs)
  if (rows.length === 0) return paragraph(phrase('These runs have the same settings, and the same seed.'))
  const caption = phrase('Settings that differ; all others are the same.')
  const table: ReportTable = runs.length <= mostColumns || rows.length > runs.length
    ? { block: 'table', caption, columns: textColumns(phrase('Setting'), ...runs.map(({ letter }) => letter)), rows: rows.map(({ label, cells }) => [{ text: label }, ...cells.map((text) => ({ text }))]) }
    : { block: 'table', caption, columns: textColumns(phrase('Run'), ...rows.map(({ label }) => label)), rows: runs.map(({ letter }, index) => [{ text: letter }, ...rows.map(({ cells }) => ({ text: cells[index] ?? '' }))]) }
  return table
}

/** The difference of the confusion matrices of a pair, where both answered the same images. */
function matrices({ sources }: ReportedComparison, pairs: readonly ReportedPair[], evaluated: ReadonlyMap<string, RunEvaluated>): readonly ReportBlockOf<'chart'>[] {
  return pairs.filter(({ paired }) => paired !== null).slice(0, mostMatrices).flatMap(({ first, second }): ReportBlockOf<'chart'>[] => {
    const [a, b] = [evaluated.get(first.run.id)?.matrix, evaluated.get(second.run.id)?.matrix]
    if (!a || !b || a.classes !== b.classes || a.classes > mostClasses) return []
    const { classes: names } = sources.datasetInfo(first.run.spec.dataset.id)
    const { classes } = a
    const difference = (label: number, prediction: number): number => (b.counts[label * classes + prediction] ?? 0) - (a.counts[label * classes + prediction] ?? 0)
    const more = names.map((name, label) => ({ name, gained: difference(label, label) })).sort((x, y) => y.gained - x.gained)
    return [{
      block: 'chart',
      caption: phrase('Confusion of {second} minus that of {first}: images of each class (rows) by the class that they were taken for (columns). More on the diagonal is better, more beside it worse.', { second: second.letter, first: first.letter }),
      alternative: phrase('Differences in images recognised: {more}.', { more: withCommas(more.map(({ name, gained }) => `${name} ${gained > 0 ? '+' : ''}${gained}`)) }),
      chart: {
        kind: 'matrix',
        rows: { title: phrase('class'), names },
        columns: { title: phrase('taken for'), names },
        values: Array.from({ length: classes }, (_, label) => Array.from({ length: classes }, (__, prediction) => difference(label, prediction))),
        ...{ valueKind: 'count', shades: 'differences', hasDiagonal: true },
      },
    }]
  })
}
