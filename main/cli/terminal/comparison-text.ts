// A comparison of runs for the terminal: results, settings that differ, and what paired tests and seeds say.
import type { Comparison } from '@common/comparison/comparison'
import { groupComparison } from '@common/conclusions/group-comparison'
import { pairedComparison } from '@common/conclusions/paired-comparison'
import { formatCount, formatDuration, formatLoss, formatPercent, plainFormats } from '@common/words/plain-format'
import { withinSentence } from '@common/words/within-sentence'
import { phrase } from '@language/phrase'
import type { Interval } from '@contract/runs/evaluation-figures'
import type { Output } from './command-context'
import { table } from './table'
import { wrappedText } from './text-width'

/** Runs whose settings stand side by side within 80 columns; of more, each has a line. */
const mostRunsAbreast = 4

/** Width of a paragraph. */
const columns = 80

export function comparisonText({ runs, settings, pairs, groups }: Comparison, output?: Output): string {
  const figures = [phrase('images'), phrase('accuracy %'), phrase('95 % interval'), phrase('loss'), phrase('ECE %')].map((title) => ({ title, align: 'right' as const }))
  const rows = runs.map(({ run, summary: { facts, accuracy, loss, calibration } }) => [
    ...[run.id, String(facts.checkpoint.epoch), formatCount(facts.images), percent(accuracy.value ?? 0), range(accuracy.interval)],
    ...[formatLoss(loss), percent(calibration.expectedError), run.elapsedSeconds === 0 ? '' : formatDuration(run.elapsedSeconds), run.title],
  ])
  const results = table([{ title: phrase('run') }, { title: phrase('epoch'), align: 'right' }, ...figures, { title: phrase('time'), align: 'right' }, { title: phrase('title'), canBeSpared: true }], rows, { output })
  const right = (title: string) => ({ title, align: 'right' as const })
  const differing =
    runs.length > Math.max(mostRunsAbreast, settings.length)
      ? table([{ title: phrase('run') }, ...settings.map(({ label }) => right(withinSentence(label)))], runs.map(({ run }, index) => [run.id, ...settings.map(({ cells }) => cells[index] ?? '')]), { output })
      : table([{ title: phrase('setting') }, ...runs.map(({ run }) => right(run.id))], settings.map(({ label, cells }) => [label, ...cells]), { output })
  const paired = pairs.map(({ first, second, paired: found }) =>
    found ? pairedComparison({ first, second, ...found }, plainFormats) : phrase('{second} was not evaluated on the same images as {first}, so their answers cannot be paired.', { second, first }),
  )
  const [base, ...others] = groups
  const hasSeeds = groups.some(({ accuracies }) => accuracies.length > 1)
  const overSeeds = base && hasSeeds ? others.map((group) => groupComparison(base, group, plainFormats)).filter((words) => words !== '') : []
  return [
    results,
    settings.length === 0 ? phrase('These runs have the same settings.') : differing,
    ...section(phrase('Image by image'), paired),
    ...section(phrase('Settings, over their seeds'), overSeeds),
  ].join('\n\n')
}

const percent = (share: number): string => formatPercent(share).replace(/\s*%$/, '')
const range = ({ low, high }: Interval): string => `${percent(low)}–${percent(high)}`

function section(title: string, paragraphs: readonly string[]): readonly string[] {
  return paragraphs.length === 0 ? [] : [title, ...paragraphs.map((paragraph) => wrappedText(paragraph, columns))]
}
