// Runs and their epochs as tables and paragraphs for the terminal.
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { visibleLine } from '@common/words/visible-controls'
import { formatCount, formatDuration, formatFullMoment, formatLoss, formatPercent, formatRate, plainFormats } from '@common/words/plain-format'
import { problemSentence } from '@common/words/problem-sentence'
import { deviceWords, memoryFacts } from '@common/words/run-facts'
import { statusWords } from '@common/words/status-words'
import { withinSentence } from '@common/words/within-sentence'
import { titled } from '@common/words/listed-words'
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
import { padded } from './text-width'

const number = (title: string): Column => ({ title, align: 'right' })

/** Figures that the table shows in any case. */
const shownFigures: readonly RunField[] = ['id', 'status', 'epochsDone', 'trainLoss', 'testAccuracy', 'imagesPerSecond', 'elapsedSeconds', 'startedAt', 'title']

/** One line a run. @param sortedBy is shown too */
export function runsTable(runs: readonly RunRow[], sortedBy: RunField, output: Output): string {
  const hasValidation = runs.some(({ spec }) => heldOutSplit(spec) === 'validation')
  const validation = hasValidation ? [number(phrase('validation accuracy'))] : []
  const figures = [number(phrase('epoch')), { ...number(phrase('train loss')), canBeSpared: true }, ...validation, number(phrase('test accuracy')), { ...number(phrase('images/s')), canBeSpared: true }, number(phrase('time'))]
  const isShown = shownFigures.includes(sortedBy) || sortedBy === 'createdAt' || (hasValidation && sortedBy === 'validationAccuracy')
  const further = isShown ? [] : [sortedBy]
  return table(
    [{ title: phrase('run') }, { title: phrase('status') }, ...figures, ...further.map((field) => number(withinSentence(labelOf(field)))), { title: phrase('started'), canBeSpared: true }, { title: phrase('title') }],
    runs.map((run) => [
      run.id,
      statusWords[run.status],
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
  return heldOutSplit(spec) === 'test' || testLoss === null || testAccuracy === null ? '' : phrase('loss {loss}, accuracy {accuracy}: tested once, at the end', { loss: formatLoss(testLoss), accuracy: formatPercent(testAccuracy) })
}

/** Everything about a run but its curves. */
export function runParagraphs(run: RunRecord, output?: Output): string {
  const facts: (readonly [string, string])[] = [
    [phrase('run'), run.id === run.title ? run.id : titled(run.id, visibleLine(run.title))],
    [phrase('status'), statusWords[run.status]],
    [phrase('settings'), specLine(run.spec, datasetInfo(run.spec.dataset.id), 'terminal')],
    [phrase('device'), deviceWords(run)],
    [phrase('parameters'), run.parameters === null ? '' : formatCount(run.parameters)],
    [phrase('started'), formatFullMoment(run.startedAt)],
    [phrase('ended'), formatFullMoment(run.endedAt)],
    [phrase('time'), run.elapsedSeconds === 0 ? '' : formatDuration(run.elapsedSeconds)],
    [phrase('step'), run.stepsPerEpoch === null ? '' : phrase('{done} of {all}', { done: formatCount(run.step), all: formatCount(run.stepsPerEpoch * run.spec.epochs) })],
    [phrase('images/s'), run.imagesPerSecond === null ? '' : formatRate(run.imagesPerSecond)],
    ...memoryFacts(run, plainFormats),
    [phrase('test'), finalTestWords(run)],
    [phrase('checkpoint'), run.checkpoint === null ? '' : phrase('step {step}', { step: formatCount(run.checkpoint.step) })],
    [phrase('notice'), run.notice ?? ''],
    [phrase('problem'), run.problem === null ? '' : problemSentence(run.problem)],
  ]
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `${padded(name, 11)} ${value}`)
  return [...lines, ...(run.epochs.length > 0 ? ['', epochsTable(run, output)] : [])].join('\n')
}
