// Experiments and their results as text for the terminal.
import { resultTables, type ResultTable } from '@common/experiments/chart-data/result-table'
import type { Experiment } from '@common/experiments/experiment'
import { sizeWords } from '@common/experiments/size-words'
import { formatBytes, formatCounted, formatDuration, plainFormats } from '@common/words/plain-format'
import { statusWords } from '@common/words/status-words'
import { withinSentence } from '@common/words/within-sentence'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ExperimentEstimate } from '@contract/experiments/experiment-estimate'
import type { ExperimentName } from '@contract/experiments/experiment-names'
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import { basisWords } from './basis-words'
import type { Output } from './command-context'
import { table } from './table'

/** An experiment as the list has it. */
export interface ListedExperiment {
  readonly name: ExperimentName
  readonly title: string
  readonly question: string
  /** The newest that was begun; null: none. */
  readonly state: Pick<ExperimentRecord, 'id' | 'size' | 'isChanged' | 'status'> | null
  /** What its quick size is expected to take. */
  readonly quickSeconds: number
}

export function experimentsTable(listed: readonly ListedExperiment[], output: Output): string {
  return table(
    [{ title: phrase('name') }, { title: phrase('title') }, { title: phrase('state') }, { title: phrase('quick takes'), align: 'right' }],
    listed.map(({ name, title, state, quickSeconds }) => [name, title, state ? titled(withinSentence(sizeWords(state)), statusWords[state.status]) : '', quickSeconds < 1 ? phrase('a moment') : phrase('about {time}', { time: formatDuration(quickSeconds) })]),
    { output },
  )
}

/** What an experiment is expected to cost, in sentences. */
export function experimentEstimateLines({ points, reused, seconds, memoryBytes, deviceBytes, unknown, faults, changedNetworks, basis }: ExperimentEstimate): readonly string[] {
  const memory = [...(memoryBytes > 0 ? [phrase('{memory} of memory at most', { memory: formatBytes(memoryBytes) })] : []), ...(deviceBytes === null ? [] : [phrase('{memory} on the GPU', { memory: formatBytes(deviceBytes) })])]
  const cost = [phrase('about {time} one after another', { time: formatDuration(seconds) }), ...memory].join(phrase(', '))
  const runs = points === 0 ? phrase('Nothing is left to run') : phrase('{points}: {cost} ({basis})', { points: formatCounted(points, 'point'), cost, basis: basisWords[basis] })
  const kept = reused === 0 ? '' : phrase(reused === 1 ? '; {points} needs no new run' : '; {points} need no new run', { points: formatCounted(reused, 'point') })
  return [
    phrase('{runs}{kept}.', { runs, kept }),
    ...(unknown ? [phrase('The cost of {points} is not known and not counted: {reason}', { points: formatCounted(unknown.points, 'point'), reason: unknown.reason })] : []),
    ...changedNetworks.map(({ note }) => note),
    ...(faults.length === 0 ? [] : [phrase('{points} cannot be run.', { points: formatCounted(faults.length, 'point') })]),
  ]
}

/** Tables with published figures below the measured ones, and sentences. */
export function resultLines(experiment: Experiment, rows: readonly ResultRow[], sentences: readonly string[], output: Output): readonly string[] {
  const tables = resultTables(experiment, rows, plainFormats).flatMap((one) => ['', ...(one.title === '' ? [] : [one.title]), tableText(one, output)])
  return [...tables, ...(sentences.length === 0 ? [] : ['', ...sentences])]
}

function tableText({ columns, rows, published }: ResultTable, output: Output): string {
  const withSeeds = rows.some(({ seeds }) => seeds > 1)
  return table(
    [{ title: '' }, ...columns.map(({ title }) => ({ title: withinSentence(title), align: 'right' as const })), ...(withSeeds ? [{ title: phrase('seeds'), align: 'right' as const }] : []), ...(published.length > 0 ? [{ title: phrase('source'), canBeSpared: true as const }] : [])],
    [
      ...rows.map(({ label, cells, seeds }) => [label, ...cells, ...(withSeeds ? [String(seeds)] : []), ...(published.length > 0 ? [phrase('measured here')] : [])]),
      ...published.map(({ what, cells, source }) => [what, ...cells, ...(withSeeds ? [''] : []), source]),
    ],
    { output },
  )
}
