// Made-up results of every experiment of the lab: a row for each point of its plan, with all figures that its charts and tables ask for.
import type { Experiment } from '@common/experiments/experiment'
import { runColumns } from '@common/experiments/run-columns'
import { totalCounts } from '@common/experiments/total-counts'
import { chipNames } from '@common/experiments/definitions/chip-names'
import { sweepPoints } from '@common/sweeps/points'
import { runOfPoint } from '@common/sweeps/point-spec'
import type { AnalysisSpec } from '@contract/experiments/analysis'
import { experimentPlanSchema, type ExperimentRecord, type PartWork } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import { layerGroups } from '@contract/models/network-analysis'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import type { PointCounts, PointStatus } from '@contract/sweeps/sweep-record'
import { finishedRun } from '../../testing/finished-run'

/** What became of the points. */
export type Outcome = 'clear' | 'none' | 'incomplete' | 'failed'

export interface MadeUpResults {
  readonly record: ExperimentRecord
  readonly rows: readonly ResultRow[]
  readonly runs: readonly RunRecord[]
}

type Values = ResultRow['values']

/** All figures that the experiment's columns and charts name. */
function figuresOf(experiment: Experiment): readonly string[] {
  const ofCharts = experiment.charts.flatMap((chart) => {
    if (chart.kind === 'figure' || chart.kind === 'pareto') return [chart.x.of, chart.y.of]
    if (chart.kind === 'bars') return chart.figures
    return chart.kind === 'effects' ? [chart.figure] : []
  })
  const columns = [...experiment.columns, ...experiment.parts.flatMap((part) => part.columns ?? [])].map(({ figure }) => figure)
  return [...new Set([...Object.keys(runColumns), ...columns, ...ofCharts])]
}

/** Larger with the place of the point where there is an effect, and with the seed by a little. */
const accuracyAt = (outcome: Outcome, place: number, seed: number): number => Math.min(0.98, (outcome === 'none' ? 0.8 : 0.5 + 0.02 * place) + 0.001 * seed)

function rowFigures(names: readonly string[], values: Values, accuracy: number, place: number): ResultRow['figures'] {
  const made = Object.fromEntries(names.filter((name) => !(name in values)).map((name, index) => [name, (index + 1) * (place + 1)]))
  const shares = { testAccuracy: accuracy, bestTestAccuracy: accuracy, accuracyAtEqualTime: accuracy, trainAccuracy: Math.min(1, accuracy + 0.05), gap: 0.05, testLoss: 1 - accuracy, trainLoss: 1 - accuracy, diverged: 0, share: 0.2, predictedShare: 0.1, top1: accuracy, shareOfBest: 0.6, computeShare: 0.5 }
  return { ...made, ...Object.fromEntries(Object.entries(shares).filter(([name]) => names.includes(name))) }
}

/** The values of the rows that an analysis gives. */
function analysisValues(spec: AnalysisSpec): readonly Values[] {
  const names = (spec.kind === 'chips' ? [spec.network] : spec.networks).map(({ network }) => (network.kind === 'zoo' ? network.model : 'other'))
  const sized = names.flatMap((network) => spec.batchSizes.map((batchSize): Values => ({ network, batchSize })))
  const each = <Item>(items: readonly Item[], of: (item: Item) => Values): readonly Values[] => sized.flatMap((values) => items.map((item) => ({ ...values, ...of(item) })))
  switch (spec.kind) {
    case 'layer-costs':
      return spec.by === 'network' ? sized : spec.by === 'group' ? each(layerGroups, (group) => ({ group })) : each(['conv1', 'fc1'], (layer) => ({ layer }))
    case 'layer-times':
      return each(['conv1', 'fc1'], (layer) => ({ layer, use: spec.uses[0] ?? 'training' }))
    case 'steps':
      return each(spec.uses, (use) => ({ use }))
    case 'chips':
      return each([chipNames.own, chipNames.best, 'A100'], (chip) => ({ chip, use: spec.uses[0] ?? 'training' }))
  }
}

interface MadePoint {
  readonly row: Omit<ResultRow, 'part' | 'status' | 'figures'>
  readonly accuracy: number
  readonly place: number
  readonly run: RunRecord | null
}

function pointsOf(part: string, work: PartWork, outcome: Outcome, before: number): readonly MadePoint[] {
  if (work.kind === 'analysis') {
    return analysisValues(work.analysis).map((values, index) => ({ row: { values, seed: null, run: null, point: index + 1 }, accuracy: accuracyAt(outcome, before + index, 0), place: before + index, run: null }))
  }
  const { sweep } = work
  return sweepPoints(sweep).map(({ values, seed }, index) => {
    const place = before + Math.floor(index / sweep.seeds.length)
    const accuracy = accuracyAt(outcome, place, seed)
    const id = `${part}-${index + 1}`
    const { spec } = runOfPoint(sweep, { values, seed }, new Map())
    const { run } = finishedRun({ id, title: id }, { ...(spec ?? sweep.base), epochs: 3 })
    const epochs = run.epochs.map((result): EpochResult => ({ ...result, testAccuracy: accuracy - 0.1 * (run.epochs.length - result.epoch) }))
    return { row: { values, seed, run: id, point: index + 1 }, accuracy, place, run: { ...run, epochs, testAccuracy: accuracy } }
  })
}

const statusAt: Readonly<Record<Outcome, (index: number) => PointStatus>> = {
  clear: () => 'completed',
  none: () => 'completed',
  incomplete: (index) => (index % 2 === 0 ? 'completed' : 'waiting'),
  failed: () => 'failed',
}

export function madeUpResults(experiment: Experiment, outcome: Outcome): MadeUpResults {
  const plan = experimentPlanSchema.parse(experiment.sizes.quick.plan)
  const names = figuresOf(experiment)
  const rows: ResultRow[] = []
  const runs: RunRecord[] = []
  const parts: ExperimentRecord['parts'] = []
  let before = 0
  for (const { name } of experiment.parts) {
    const work = plan[name]
    if (!work) continue
    const points = pointsOf(name, work, outcome, before)
    const own = points.map(({ row, accuracy, place }, index): ResultRow => {
      const status = statusAt[outcome](index)
      return { part: name, ...row, status, figures: status === 'completed' ? rowFigures(names, row.values, accuracy, place) : {} }
    })
    before = 1 + Math.max(before, ...points.map(({ place }) => place))
    rows.push(...own)
    runs.push(...points.flatMap(({ run }) => run ?? []))
    const problem = outcome === 'failed' ? { code: 'test/failed', message: 'It was made to fail.', remedy: '' } : null
    parts.push({ name, work, sweep: null, status: outcome === 'incomplete' ? 'paused' : outcome === 'failed' ? 'failed' : 'completed', counts: countsOf(own), diverged: 0, problem })
  }
  const record: ExperimentRecord = {
    ...{ id: `${experiment.name}-1`, name: experiment.name, size: 'quick', isChanged: false, parts, conclusion: outcome === 'clear' ? 'It *matters*: $\\eta$.' : '' },
    ...{ status: outcome === 'incomplete' ? 'paused' : 'completed', createdAt: '2026-11-22T19:55:00.000Z', endedAt: '2026-11-22T21:55:00.000Z', secondsLeft: null },
  }
  return { record, rows, runs }
}

function countsOf(rows: readonly ResultRow[]): PointCounts {
  const none = totalCounts({ parts: [] })
  const of = (status: PointStatus): number => rows.filter((row) => row.status === status).length
  return { ...none, total: rows.length, completed: of('completed'), waiting: of('waiting'), failed: of('failed') }
}
