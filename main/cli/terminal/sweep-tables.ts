// Sweeps, their points and their results as tables for the terminal.
import { bestFirst, figureOf, groupsOf, judgedBy, type PointGroup } from '@common/sweeps/sweep-groups'
import type { PointValues } from '@common/sweeps/points'
import { strategyWords } from '@common/sweeps/sweep-line'
import { axisLabel, axisValueWords } from '@common/sweeps/sweep-words'
import { formatBytes, formatCounted, formatDuration, formatFullMoment, formatLoss, formatPercent, formatRate } from '@common/words/plain-format'
import { statusWords } from '@common/words/status-words'
import { withinSentence } from '@common/words/within-sentence'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { numberSettingAt, type Axis } from '@contract/sweeps/axis'
import type { SweepEstimate } from '@contract/sweeps/sweep-estimate'
import type { PointCounts, PointFigure, SweepRecord, SweepSummary } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { basisWords } from './basis-words'
import type { Output } from './command-context'
import { table, type Column } from './table'
import { padded } from './text-width'

const number = (title: string): Column => ({ title, align: 'right' })

/** The column of an axis: numbers stand right, names left. */
const axisColumn = ({ setting }: Axis): Column => ({ title: withinSentence(axisLabel(setting)), align: numberSettingAt(setting) === null ? 'left' : 'right' })

/**
 * One line a sweep, the newest first.
 * @param experimentOf title of the experiment that a sweep belongs to; empty: none
 */
export function sweepsTable(sweeps: readonly SweepSummary[], experimentOf: (sweep: string) => string, output: Output): string {
  const isOfExperiment = sweeps.some(({ id }) => experimentOf(id) !== '')
  return table(
    [{ title: phrase('sweep') }, { title: phrase('status') }, number(phrase('points')), number(phrase('failed')), { title: phrase('started'), canBeSpared: true }, { title: phrase('title') }, ...(isOfExperiment ? [{ title: phrase('experiment'), canBeSpared: true as const }] : [])],
    sweeps.map(({ id, status, counts, createdAt, title }) => [id, statusWords[status], pointsWords(counts), counts.failed === 0 ? '' : String(counts.failed), formatFullMoment(createdAt), title, ...(isOfExperiment ? [experimentOf(id)] : [])]),
    { output },
  )
}

/** `7/12`: points that have ended, of all. */
export const pointsWords = ({ total, waiting, queued, running }: PointCounts): string => `${total - waiting - queued - running}/${total}`

/** The points of a sweep before it starts. */
export function pointsTable({ axes }: SweepSpec, points: readonly (PointValues & { readonly number: number })[], output: Output): string {
  return table(
    [number(phrase('point')), ...axes.map(axisColumn), number(phrase('seed'))],
    points.map(({ number: place, values, seed }) => [String(place), ...axes.map(({ setting }) => axisValueWords(setting, values[setting])), String(seed)]),
    { output },
  )
}

/** What a sweep is expected to cost, in sentences. */
export function estimateLines({ points, faultCount, seconds, memoryBytes, deviceBytes, unknown, basis }: SweepEstimate): readonly string[] {
  const memory = [phrase('{memory} of memory at most', { memory: formatBytes(memoryBytes) }), ...(deviceBytes === null ? [] : [phrase('{memory} on the GPU', { memory: formatBytes(deviceBytes) })])].join(phrase(', '))
  const isKnown = (unknown?.points ?? 0) + faultCount < points
  return [
    isKnown ? phrase('{runs}: about {time} one after another, {memory} ({basis}).', { runs: formatCounted(points, 'run'), time: formatDuration(seconds), memory, basis: basisWords[basis] }) : phrase('{runs}.', { runs: formatCounted(points, 'run') }),
    ...(unknown ? [phrase('The cost of {points} is not known and not counted: {reason}', { points: formatCounted(unknown.points, 'point'), reason: unknown.reason })] : []),
    ...(faultCount === 0 ? [] : [phrase('{points} cannot be trained.', { points: formatCounted(faultCount, 'point') })]),
  ]
}

/** A figure of the table of results: its title, and how a number is written. */
interface ResultColumn {
  readonly figure: PointFigure
  readonly title: string
  readonly format: (value: number) => string
  /** How the standard deviation over seeds is written; left out: only the mean is told. */
  readonly spread?: (deviation: number) => string
  readonly canBeSpared?: true
}

/** A deviation of losses, with the three decimals that losses have. */
const lossSpread = (deviation: number): string => deviation.toFixed(3)

/** Columns of sweeps that are judged by images for validation; the others are those of all sweeps. */
const validationColumns: readonly ResultColumn[] = [
  { figure: 'validationAccuracy', title: phrase('validation accuracy'), format: formatPercent, spread: formatPercent },
  { figure: 'bestValidationAccuracy', title: phrase('best'), format: formatPercent, spread: formatPercent },
  { figure: 'validationLoss', title: phrase('validation loss'), format: formatLoss, spread: lossSpread },
]

const resultColumns: readonly ResultColumn[] = [
  { figure: 'testAccuracy', title: phrase('test accuracy'), format: formatPercent, spread: formatPercent },
  { figure: 'bestTestAccuracy', title: phrase('best'), format: formatPercent, spread: formatPercent },
  { figure: 'testLoss', title: phrase('test loss'), format: formatLoss, spread: lossSpread },
  { figure: 'trainLoss', title: phrase('train loss'), format: formatLoss, spread: lossSpread, canBeSpared: true },
  { figure: 'imagesPerSecond', title: phrase('images/s'), format: formatRate, canBeSpared: true },
  { figure: 'peakRssBytes', title: phrase('memory'), format: formatBytes, canBeSpared: true },
  { figure: 'elapsedSeconds', title: phrase('time'), format: formatDuration },
]

/** The results of a sweep: one line for each combination of values, the best first; mean and standard deviation over the seeds. */
export function sweepTable({ spec, points }: Pick<SweepRecord, 'spec' | 'points'>, output?: Output): string {
  const { axes, strategy, seeds } = spec
  const withEpochs = strategy.kind === 'asha'
  const groups = bestFirst(groupsOf(points), judgedBy(spec))
  const isValidated = points.some(({ figures }) => figures.validationLoss !== null)
  const columns = isValidated ? [...validationColumns, ...resultColumns.filter(({ figure }) => figure !== 'bestTestAccuracy')] : resultColumns
  return table(
    [
      ...axes.map(axisColumn),
      ...(seeds.length > 1 ? [number(phrase('seeds'))] : []),
      ...(withEpochs ? [number(phrase('epochs § how many of a point'))] : []),
      ...columns.map(({ title, canBeSpared }) => ({ ...number(title), ...(canBeSpared && { canBeSpared }) })),
      { title: phrase('status') },
    ],
    groups.map((group) => [
      ...axes.map(({ setting }) => axisValueWords(setting, group.values[setting])),
      ...(seeds.length > 1 ? [String(group.points.filter(({ figures }) => figures.testLoss !== null || figures.validationLoss !== null).length)] : []),
      ...(withEpochs ? [String(Math.max(...group.points.map(({ figures }) => figures.epochs ?? 0)))] : []),
      ...columns.map((column) => resultWords(group, column)),
      statesWords(group),
    ]),
    { output },
  )
}

/** `87.1 %`, over several seeds `87.1 % ± 0.3 %`. */
function resultWords(group: PointGroup, { figure, format, spread }: ResultColumn): string {
  const over = figureOf(group, figure)
  if (!over) return ''
  return over.deviation === null || !spread ? format(over.mean) : `${format(over.mean)} ± ${spread(over.deviation)}`
}

/** The states of a group's points: `completed`, or `2 completed, 1 failed`. */
function statesWords({ points }: PointGroup): string {
  const statuses = [...new Set(points.map(({ status }) => status))]
  if (statuses.length === 1) return statuses.map((status) => statusWords[status]).join('')
  return statuses.map((status) => `${points.filter((point) => point.status === status).length} ${statusWords[status]}`).join(phrase(', '))
}

/** Everything about a sweep. */
export function sweepParagraphs(sweep: SweepRecord, output?: Output): string {
  const facts: (readonly [string, string])[] = [
    [phrase('sweep'), titled(sweep.id, sweep.title)],
    [phrase('status'), statusWords[sweep.status]],
    [phrase('strategy'), strategyWords(sweep.spec.strategy)],
    [phrase('points'), pointsWords(sweep.counts)],
    [phrase('failed'), sweep.counts.failed === 0 ? '' : String(sweep.counts.failed)],
    [phrase('started'), formatFullMoment(sweep.createdAt)],
    [phrase('ended'), formatFullMoment(sweep.endedAt)],
  ]
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `${padded(name, 11)} ${value}`)
  return [...lines, '', sweepTable(sweep, output)].join('\n')
}
