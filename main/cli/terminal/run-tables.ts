// Runs and their epochs as tables and paragraphs for the terminal.
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { visibleLine } from '@common/words/visible-controls'
import { formatCount, formatDuration, formatFullMoment, formatLoss, formatPercent, formatRate, plainFormats } from '@common/words/plain-format'
import { problemSentence } from '@common/words/problem-sentence'
import { deviceWords, memoryFacts } from '@common/words/run-facts'
import { phrase } from '@language/phrase'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunField } from '@contract/runs/run-query'
import type { RunRow } from '@contract/runs/run-row'
import { cellText } from '@common/run-query/run-cells'
import { labelOf } from '@common/run-query/run-fields'
import { specLine } from '@common/words/spec-line'
import { datasetInfo } from '../../data/catalogue'
import type { Output } from './command-context'
import { table, type Column } from './table'

const number = (title: string): Column => ({ title, align: 'right' })

/** Figures that the table shows in any case. */
const shownFigures: readonly RunField[] = ['id', 'status', 'epochsDone', 'trainLoss', 'testAccuracy', 'imagesPerSecond', 'elapsedSeconds', 'startedAt', 'title']

/** One line a run. @param sortedBy is shown too */
export function runsTable(runs: readonly RunRow[], sortedBy: RunField, output: Output): string {
  const hasValidation = runs.some(({ spec }) => heldOutSplit(spec) === 'validation')
  const validation = hasValidation ? [number(phrase('validation accuracy'))] : []
  const figures = [number('epoch'), { ...number(phrase('train loss')), canBeSpared: true }, ...validation, number(phrase('test accuracy')), { ...number('images/s'), canBeSpared: true }, number('time')]
  const isShown = shownFigures.includes(sortedBy) || sortedBy === 'createdAt' || (hasValidation && sortedBy === 'validationAccuracy')
  const further = isShown ? [] : [sortedBy]
  return table(
    [{ title: phrase('run') }, { title: phrase('status') }, ...figures, ...further.map((field) => number(labelOf(field).toLowerCase())), { title: phrase('started'), canBeSpared: true }, { title: phrase('title') }],
    runs.map((run) => [
      run.id,
      run.status,
      `${run.epochsDone}/${run.spec.epochs}`,
      run.trainLoss === null ? '' : formatLoss(run.trainLoss),
      ...(hasValidation ? [run.validationAccuracy === null ? '' : formatPercent(run.validationAccuracy)] : []),
      run.testAccuracy === null ? '' : formatPercent(run.testAccuracy),
      run.imagesPerSecond === null ? '' : formatRate(run.imagesPerSecond),
      run.elapsedSeconds === 0 ? '' : formatDuration(run.elapsedSeconds),
      ...further.map((field) => cellText(run, field)?.replaceAll('\u00a0', ' ') ?? ''),
      formatFullMoment(run.startedAt),
      run.title === run.id ? '' : run.title,
    ]),
    { output },
  )
}

export function epochsTable({ spec, epochs }: Pick<RunRecord, 'spec' | 'epochs'>, output?: Output): string {
  return table(epochTitles(spec).map(number), epochs.map((epoch) => epochCells(epoch, plainFormats)), { output })
}

/** Of the one test at the end of a run whose epochs are judged by other images; empty before it, and for other runs. */
function finalTestWords({ spec, testLoss, testAccuracy }: RunRecord): string {
  return heldOutSplit(spec) === 'test' || testLoss === null || testAccuracy === null ? '' : phrase('loss {testLoss}, accuracy {testAccuracy}: tested once, at the end', { testLoss: formatLoss(testLoss), testAccuracy: formatPercent(testAccuracy) })
}

/** Everything about a run but its curves. */
export function runParagraphs(run: RunRecord, output?: Output): string {
  const facts: (readonly [string, string])[] = [
    ['run', run.id === run.title ? run.id : `${run.id}: ${visibleLine(run.title)}`],
    ['status', run.status],
    ['settings', specLine(run.spec, datasetInfo(run.spec.dataset.id), 'terminal')],
    ['device', deviceWords(run)],
    ['parameters', run.parameters === null ? '' : formatCount(run.parameters)],
    ['started', formatFullMoment(run.startedAt)],
    ['ended', formatFullMoment(run.endedAt)],
    ['time', run.elapsedSeconds === 0 ? '' : formatDuration(run.elapsedSeconds)],
    ['step', run.stepsPerEpoch === null ? '' : phrase('{step} of {stepsPerEpoch}', { step: formatCount(run.step), stepsPerEpoch: formatCount(run.stepsPerEpoch * run.spec.epochs) })],
    ['images/s', run.imagesPerSecond === null ? '' : formatRate(run.imagesPerSecond)],
    ...memoryFacts(run, plainFormats),
    ['test', finalTestWords(run)],
    ['checkpoint', run.checkpoint === null ? '' : phrase('step {step}', { step: formatCount(run.checkpoint.step) })],
    ['notice', run.notice ?? ''],
    ['problem', run.problem === null ? '' : problemSentence(run.problem)],
  ]
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `${name.padEnd(11)} ${value}`)
  return [...lines, ...(run.epochs.length > 0 ? ['', epochsTable(run, output)] : [])].join('\n')
}
