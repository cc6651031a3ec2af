// Reports of every experiment: a valid document with every chart of the definition, whose numbers are those that the page draws; what is missing is said first.
import { effectSizes } from '@common/experiments/chart-data/effect-sizes'
import { figureBars } from '@common/experiments/chart-data/figure-bars'
import { figurePoints } from '@common/experiments/chart-data/figure-points'
import { paretoPoints } from '@common/experiments/chart-data/pareto-front'
import { resultTables } from '@common/experiments/chart-data/result-table'
import type { ExperimentChart } from '@common/experiments/chart'
import type { Experiment } from '@common/experiments/experiment'
import { experimentOf, experiments } from '@common/experiments/experiments'
import { planOf } from '@common/experiments/plan-of'
import { columnOf } from '@common/experiments/figure-words'
import { withBoundUnits } from '@common/words/bound-units'
import { pageFormats } from '@common/words/format'
import type { ResultRow } from '@contract/experiments/result-row'
import type { ReportBlock, ReportBlockOf } from '@contract/reports/report-block'
import type { ReportChart } from '@contract/reports/report-chart'
import { reportDocumentSchema } from '@contract/reports/report-document'
import { partsOfSubject, type ReportPartName } from '@contract/reports/report-parts'
import { usualOptions } from '@contract/reports/report-request'
import { describe, expect, it } from 'vitest'
import type { SubjectReport } from '../subject-report'
import { madeUpResults, type MadeUpResults, type Outcome } from '../testing/made-up-results'
import { madeUpSources } from '../testing/made-up-sources'
import { experimentReport } from './experiment-report'

const everyPart = partsOfSubject('experiment')

async function reportOf(results: MadeUpResults, parts: readonly ReportPartName[] = everyPart): Promise<SubjectReport> {
  const { record, rows, runs } = results
  const sources = madeUpSources({ runs, experiments: { experiment: () => Promise.resolve(record), experimentResults: () => Promise.resolve(rows), definitions: experiments } })
  return experimentReport.report({ kind: 'experiment', id: record.id }, { ...usualOptions('experiment'), parts }, sources)
}

/** Throws where it is no valid document. */
const validated = (report: SubjectReport) =>
  reportDocumentSchema.parse({ format: 'cnn-lab-report', version: 1, author: '', course: '', date: '', madeAt: '2026-11-29T00:00:00.000Z', labVersion: '0', ...report })

const blocksOf = (report: SubjectReport, part: ReportPartName): readonly ReportBlock[] => report.sections.find((section) => section.part === part)?.blocks ?? []
const flat = (blocks: readonly ReportBlock[]): readonly ReportBlock[] => blocks.flatMap((block): readonly ReportBlock[] => (block.block === 'beside' ? block.charts : block.block === 'details' ? flat(block.blocks) : [block]))
const chartsOf = (report: SubjectReport): readonly ReportBlockOf<'chart'>[] => flat(blocksOf(report, 'charts')).filter((block) => block.block === 'chart')
const textOf = (blocks: readonly ReportBlock[]): string => JSON.stringify(blocks)

function chartTitled(report: SubjectReport, { title }: ExperimentChart): ReportChart {
  const found = chartsOf(report).find(({ caption }) => typeof caption === 'string' && caption.startsWith(`${title}. `))
  if (!found) throw new Error(`no chart ${title}`)
  return found.chart
}

/** That a chart of the report has the numbers of the chart-data that the page draws. */
function expectNumbers(chart: ExperimentChart, experiment: Experiment, rows: readonly ResultRow[], report: SubjectReport): void {
  switch (chart.kind) {
    case 'figure': {
      const drawn = chartTitled(report, chart) as Extract<ReportChart, { kind: 'lines' }>
      const { lines } = figurePoints(chart, experiment.parts, rows, experiment.published)
      const means = lines.flatMap(({ points }) => points.map(({ mean }) => mean))
      expect(drawn.lines.flatMap(({ points }) => points.map(([, y]) => y))).toEqual(expect.arrayContaining(means))
      expect(drawn.lines.map(({ label }) => label)).toEqual(expect.arrayContaining(lines.map(({ label }) => label)))
      break
    }
    case 'effects': {
      const drawn = chartTitled(report, chart) as Extract<ReportChart, { kind: 'intervals' }>
      expect(drawn.rows.map(({ label, value, low }) => [label, value, low])).toEqual(effectSizes(chart, experiment.parts, rows, columnOf(experiment, chart.figure).kind).map(({ label, difference, interval }) => [label, difference, interval?.low ?? null]))
      break
    }
    case 'bars': {
      const drawn = chartTitled(report, chart) as Extract<ReportChart, { kind: 'bars' }>
      const groups = figureBars(chart, experiment.parts, rows)
      expect(drawn.over.names).toEqual(groups.map(({ label }) => label))
      expect(drawn.series.map(({ values }) => values[0])).toEqual(groups[0]?.bars.map(({ from, to }) => to - from))
      break
    }
    case 'pareto': {
      const drawn = chartTitled(report, chart) as Extract<ReportChart, { kind: 'scatter' }>
      const [x, y] = [columnOf(experiment, chart.x.of), columnOf(experiment, chart.y.of)]
      const points = paretoPoints(chart, { x: x.better, y: y.better }, experiment.parts, rows, experiment.published)
      expect(drawn.points.map((point) => [point.label, point.x, point.y, point.isOnFront])).toEqual(points.map((point) => [point.label, point.x, point.y, point.isOnFront]))
      break
    }
    case 'curves': {
      const drawn = chartTitled(report, chart) as Extract<ReportChart, { kind: 'lines' }>
      expect(drawn.lines.length).toBeGreaterThan(0)
      for (const { points } of drawn.lines) expect(points).toHaveLength(3)
      break
    }
    case 'layers':
      expect(chartsOf(report).filter(({ caption }) => typeof caption === 'string' && caption.startsWith(`${chart.title}: `)).length).toBeGreaterThan(0)
      break
    case 'panel':
      expect(textOf(blocksOf(report, 'charts')), chart.title).toContain(`"caption":"${chart.title}. `)
      break
  }
}

describe.each(experiments.map((experiment) => [experiment.name, experiment] as const))('%s', (_, experiment) => {
  it.each(['clear', 'none'] satisfies Outcome[])('%s effect: valid, with every chart, table and number of the page', async (outcome) => {
    const results = madeUpResults(experiment, outcome)
    const report = await reportOf(results)
    validated(report)
    for (const chart of experiment.charts) expectNumbers(chart, experiment, results.rows, report)
    const tables = flat(blocksOf(report, 'charts')).filter((block) => block.block === 'table')
    for (const { rows } of resultTables(experiment, results.rows, pageFormats)) {
      for (const { cells } of rows) for (const cell of cells) expect(textOf(tables)).toContain(JSON.stringify(cell))
    }
    const sentences = experiment.sentences(results.rows, pageFormats, planOf(results.record)).map(withBoundUnits)
    for (const sentence of sentences) expect(textOf(blocksOf(report, 'summary'))).toContain(JSON.stringify(sentence))
    expect(report.data.rows).toHaveLength(results.rows.length)
    expect(new Set(report.data.columns).size).toBe(report.data.columns.length)
    expect(Object.keys(report.specs)).toEqual(results.runs.map(({ id }) => id))
    expect(textOf(report.sections.flatMap(({ blocks }) => blocks))).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('says first that it is not complete, and draws what is there', async () => {
    const report = await reportOf(madeUpResults(experiment, 'incomplete'))
    validated(report)
    expect(report.subtitle).toContain('not complete')
    expect(blocksOf(report, 'summary')[0]).toMatchObject({ block: 'paragraph', role: 'problem', text: expect.stringMatching(/^This experiment is not complete: \d+ of \d+ complete/) as string })
  })

  it('tells each failure plainly where every point has failed, and draws nothing', async () => {
    const results = madeUpResults(experiment, 'failed')
    const report = await reportOf(results)
    validated(report)
    const summary = textOf(blocksOf(report, 'summary'))
    expect(summary).toContain(`${results.rows.length === 1 ? '1 point' : `${results.rows.length} points`} of ${results.rows.length} failed`)
    expect(summary).toContain('failed: It was made to fail.')
    const text = textOf(blocksOf(report, 'charts'))
    for (const { kind, title } of experiment.charts) if (kind !== 'panel') expect(text).toContain(`${title}: not measured yet.`)
  })
})

it('has only the ticked parts, asks no run for others, and says why it has none of a part', async () => {
  const cost = experimentOf('cost')
  const results = madeUpResults(cost, 'clear')
  const report = await reportOf(results, ['question', 'published'])
  expect(report.sections.map(({ part }) => part)).toEqual(['question'])
  const sources = madeUpSources({ experiments: { experiment: () => Promise.resolve(results.record), experimentResults: () => Promise.resolve(results.rows), definitions: experiments } })
  const missing = await experimentReport.missing({ kind: 'experiment', id: 'cost-1' }, sources)
  expect(Object.keys(missing).sort()).toEqual(['data', 'published', 'settings'])
})

it('tells what of the plan was changed, and attaches the plan', async () => {
  const batchSize = experimentOf('batch-size')
  const results = madeUpResults(batchSize, 'clear')
  const parts = results.record.parts.map((part) => (part.name === 'memory' && part.work.kind === 'sweep' ? { ...part, work: { ...part.work, sweep: { ...part.work.sweep, seeds: [0, 1] } } } : part))
  const report = await reportOf({ ...results, record: { ...results.record, isChanged: true, parts } })
  expect(textOf(blocksOf(report, 'question'))).toMatch(/Memory and speed of AlexNet: .*seeds 0, 1 in place of 0\./)
  expect(flat(blocksOf(report, 'environment')).filter((block) => block.block === 'listing').map(({ language }) => language)).toEqual(['shell', 'json'])
})
