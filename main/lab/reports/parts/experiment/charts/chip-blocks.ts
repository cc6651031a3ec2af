// The reader's chip beside the best design and real chips: what each has, and the images per second that it is predicted to reach.
import { withinSentence } from '@common/words/within-sentence'
import type { PanelChart } from '@common/experiments/chart'
import { judgedBatchSize } from '@common/experiments/definitions/chip'
import type { ResultColumn } from '@common/experiments/column'
import { columnOf, figureOver, figureWords } from '@common/experiments/figure-words'
import { rowValueWords } from '@common/experiments/row-value-words'
import { formatCount, pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { ReportTable } from '@contract/reports/report-block'
import type { ReportedExperiment } from '../reported-experiment'

/** What a chip has, in any use. */
const ofChip = ['squareMillimetres', 'watts', 'flopsPerSecond', 'bytesPerSecond', 'onChipBytes'] as const
/** What it reaches in each part. */
const rate = 'imagesPerSecond'

export function chipBlocks({ title }: PanelChart, { experiment, completed, plan }: ReportedExperiment): readonly ReportTable[] {
  const rows = completed.filter(({ values }) => values.chip !== undefined && values.batchSize === judgedBatchSize)
  const chips = [...new Set(rows.map(({ values }) => String(values.chip)))]
  if (chips.length === 0) return []
  const own = ofChip.map((figure) => columnOf(experiment, figure))
  const parts = experiment.parts.filter(({ name }) => rows.some(({ part }) => part === name))
  const rateColumn = columnOf(experiment, rate)
  const budget = Object.values(plan).flatMap((work) => (work.kind === 'analysis' && work.analysis.kind === 'chips' ? [work.analysis.budget] : []))[0]
  const rowsOf = (chip: string, part?: string): readonly ResultRow[] => rows.filter(({ values, part: of }) => values.chip === chip && (part === undefined || of === part))
  const cell = (of: readonly ResultRow[], { figure, kind }: ResultColumn) => {
    const value = figureOver(of, figure)?.mean ?? null
    return { text: value === null ? '–' : figureWords(kind, value, pageFormats), value }
  }
  return [{
    block: 'table',
    caption: budget
      ? phrase('{title}. Beside the best design that was found for {area} mm² and {power} W and real chips by their data sheets; images per second are predicted at batch size {batchSize}.', { title, area: formatCount(budget.squareMillimetres), power: formatCount(budget.watts), batchSize: judgedBatchSize })
      : phrase('{title}. Beside the best design that was found and real chips by their data sheets; images per second are predicted at batch size {batchSize}.', { title, batchSize: judgedBatchSize }),
    columns: [{ title: phrase('Chip'), kind: 'text' }, ...[...own.map((column) => column.title), ...parts.map((part) => phrase('{part}, {figure}', { part: part.title, figure: withinSentence(rateColumn.title) }))].map((text) => ({ title: text, kind: 'number' } as const))],
    rows: chips.map((chip) => [{ text: rowValueWords('chip', chip) }, ...own.map((column) => cell(rowsOf(chip), column)), ...parts.map(({ name }) => cell(rowsOf(chip, name), rateColumn))]),
  }]
}
