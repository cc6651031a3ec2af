// The answer of an experiment: its charts in their order, and the tables with published figures below.
import { sentences } from '@common/words/listed-words'
import { smallBeginning } from '@common/words/within-sentence'
import type { ExperimentChart } from '@common/experiments/chart'
import { resultTables, type ResultTable } from '@common/experiments/chart-data/result-table'
import { formatCounted, pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf, ReportTable } from '@contract/reports/report-block'
import type { RunRecord } from '@contract/runs/run-record'
import { numberColumns, paragraph, textColumns } from '../../blocks'
import { fittedTables } from '../../fitted-tables'
import { chartBlock, type DrawnChart } from '../chart-block'
import { alwaysThere, type SubjectPart } from '../subject-part'
import { barsChart } from './charts/bars-chart'
import { curvesChart } from './charts/curves-chart'
import { effectsChart } from './charts/effects-chart'
import { figureChart } from './charts/figure-chart'
import { layersBlocks } from './charts/layers-blocks'
import { panelBlocks } from './charts/panel-blocks'
import { paretoChart } from './charts/pareto-chart'
import type { ReportedExperiment } from './reported-experiment'

export const chartsPart: SubjectPart<ReportedExperiment> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const runs = needsEpochs(reported) ? await reported.runs() : new Map<string, RunRecord>()
    const pieces: Piece[] = []
    for (const chart of reported.experiment.charts) pieces.push(await pieceOf(chart, reported, runs))
    return [...sideBySide(pieces), ...tableBlocks(resultTables(reported.experiment, reported.rows, pageFormats))]
  },
}

const needsEpochs = ({ experiment }: ReportedExperiment): boolean => experiment.charts.some(({ kind }) => kind === 'curves')

/** A chart of the experiment as it stands in the report. */
interface Piece {
  readonly blocks: readonly ReportBlock[]
  /** A single chart that leaves room for another beside it. */
  readonly half: ReportBlockOf<'chart'> | null
}

/** Most lines that a chart of half the width has room for. */
const mostLinesOfHalf = 8

async function pieceOf(chart: ExperimentChart, reported: ReportedExperiment, runs: ReadonlyMap<string, RunRecord>): Promise<Piece> {
  if (chart.kind === 'layers') return wide(orMissing(chart, await layersBlocks(chart, reported)))
  if (chart.kind === 'panel') return wide(orMissing(chart, await panelBlocks(chart, reported)))
  const drawn = drawnOf(chart, reported, runs)
  if (!drawn) return wide(orMissing(chart, []))
  const block = chartBlock(chart.title, drawn)
  return drawn.chart.kind === 'lines' && drawn.chart.lines.length <= mostLinesOfHalf ? { blocks: [block], half: block } : wide([block])
}

const wide = (blocks: readonly ReportBlock[]): Piece => ({ blocks, half: null })

/** Says where a chart would stand that there is nothing for yet. */
const orMissing = ({ title }: ExperimentChart, blocks: readonly ReportBlock[]): readonly ReportBlock[] => (blocks.length > 0 ? blocks : [paragraph(phrase('{title}: not measured yet.', { title }), 'note')])

function drawnOf(chart: Exclude<ExperimentChart, { readonly kind: 'layers' | 'panel' }>, { experiment, ended, completed }: ReportedExperiment, runs: ReadonlyMap<string, RunRecord>): DrawnChart | null {
  switch (chart.kind) {
    case 'figure':
      return figureChart(chart, experiment, completed)
    case 'curves':
      return curvesChart(chart, experiment, ended, (run) => runs.get(run)?.epochs ?? null)
    case 'pareto':
      return paretoChart(chart, experiment, completed)
    case 'bars':
      return barsChart(chart, experiment, completed)
    case 'effects':
      return effectsChart(chart, experiment, completed)
  }
}

/** Neighbours of half the width stand beside each other. */
function sideBySide(pieces: readonly Piece[]): readonly ReportBlock[] {
  const blocks: ReportBlock[] = []
  for (let index = 0; index < pieces.length; index++) {
    const [own, next] = [pieces[index], pieces[index + 1]]
    if (own?.half && next?.half) {
      blocks.push({ block: 'beside', charts: [own.half, next.half] })
      index++
    } else blocks.push(...(own?.blocks ?? []))
  }
  return blocks
}

/** Rows up to which a table stands open: the one that answers, and one of a part. */
const openRows = { answer: 40, part: 16 }

function tableBlocks(tables: readonly ResultTable[]): readonly ReportBlock[] {
  const columns = [...new Map(tables.flatMap((table) => table.columns.map((column) => [column.title, column] as const))).values()]
  const help = columns.flatMap(({ title, help: words }) => (words === undefined ? [] : [phrase('{title}: {description}', { title, description: smallBeginning(words) })]))
  return [
    ...tables.flatMap((table): readonly ReportBlock[] => {
      const [whole, title] = [tableOf(table), table.title || phrase('Results')]
      const fitted = fittedTables(whole)
      return whole.rows.length > (table.title === '' ? openRows.answer : openRows.part) ? [{ block: 'details', summary: phrase('{title}: {rows}', { title, rows: formatCounted(whole.rows.length, 'row') }), blocks: fitted }] : fitted
    }),
    ...(help.length === 0 ? [] : [paragraph(sentences(help), 'note')]),
  ]
}

function tableOf({ title, rowTitle, columns, rows, published }: ResultTable): ReportTable {
  const seeds = [...new Set(rows.map((row) => row.seeds))]
  const [most = 0] = [...seeds].sort((a, b) => b - a)
  const words = [phrase('{title}.', { title: title || phrase('Results') }), ...(most > 1 ? [phrase('Mean ± standard deviation over {most}.', { most: seeds.length === 1 ? formatCounted(most, 'seed') : phrase('up to {most}', { most: formatCounted(most, 'seed') }) })] : []), ...(rows.some(({ best }) => best.length > 0) ? [phrase('Strong: the best of a column.')] : [])]
  return {
    block: 'table',
    caption: sentences(words),
    columns: [...textColumns(rowTitle), ...numberColumns(...columns.map((column) => column.title))],
    rows: [
      ...rows.map(({ label, cells, best }) => [{ text: label }, ...cells.map((text, place) => (best.includes(place) ? { text, isStrong: true } : { text }))]),
      ...published.map(({ what, cells }) => [{ text: phrase('{what} (published)', { what }) }, ...cells.map((text) => ({ text }))]),
    ],
  }
}
