// Reports for other programs and for notes: Markdown, CSV (one line an epoch), JSON.
import { problemSentence } from '@common/words/problem-sentence'
import type { RunDetail } from '@contract/api/runs-api'
import type { EpochResult } from '@contract/runs/run-record'
import { conclusion } from '@common/conclusions/conclusion'
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { plainFormats } from '@common/words/plain-format'
import { memoryFacts } from '@common/words/run-facts'
import { datasetInfo } from '../../data/catalogue'
import { csvLine } from './csv-line'

export function markdownReport(details: readonly RunDetail[]): string {
  return details.map(markdownSection).join('\n')
}

function markdownSection({ run }: RunDetail): string {
  const rows = run.epochs.map((epoch) => epochCells(epoch, plainFormats))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const results = rows.length > 0 ? [line(epochTitles), line(epochTitles.map(() => '---:')), ...rows.map(line), ''] : []
  const problem = run.problem ? [`> ${problemSentence(run.problem)}`, ''] : []
  const memory = memoryFacts(run, plainFormats).flatMap(([what, words]) => [`${what}: ${words}`, ''])
  const settings = ['```json', JSON.stringify(run.spec, null, 2), '```', '']
  const title = run.title.replaceAll(/[\\`*_#<>[\]|]/g, '\\$&')
  const heading = run.title === run.id ? title : `${title} (${run.id})`
  return [`# ${heading}`, '', ...problem, conclusion(run, datasetInfo(run.spec.dataset.id), plainFormats), '', ...memory, ...results, ...settings].join('\n')
}

const epochColumns = [
  'epoch',
  'trainLoss',
  'trainAccuracy',
  'testLoss',
  'testAccuracy',
  'imagesPerSecond',
  'seconds',
] as const satisfies readonly (keyof EpochResult)[]

/** RFC 4180; numbers in full. */
export function csvReport(details: readonly RunDetail[]): string {
  const rows = details.flatMap(({ run }) => run.epochs.map((result) => [run.id, run.title, ...epochColumns.map((column) => result[column])]))
  return [['run', 'title', ...epochColumns], ...rows].map(csvLine).join('')
}

/** Every run's record with the points of its curves beside, in a list. */
export function jsonReport(details: readonly RunDetail[]): string {
  return `${JSON.stringify(
    details.map(({ run, points }) => ({ ...run, points })),
    null,
    2,
  )}\n`
}
