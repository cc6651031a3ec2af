// What a network says of image files: as a table for the terminal, as lines of a spreadsheet, as JSON.
import { phrase } from '@language/phrase'
import { rankedClasses } from '@common/statistics/ranked-classes'
import { formatPercent } from '@common/words/plain-format'
import type { Output } from './command-context'
import type { FileAnswer, FileOutcome } from './file-outcome'
import { table } from './table'

/** Classes that are named for each image, the most probable first. */
const named = 3

/** Columns of a spreadsheet, whose names are the same in all languages. */
const ordinals = ['answer', 'second', 'third'] as const

const ordinalTitles: readonly string[] = [phrase('answer'), phrase('second § most probable class'), phrase('third § most probable class')]

export function predictionTable(answers: readonly FileAnswer[], classes: readonly string[], output: Output): string {
  const columns = [{ title: phrase('file') }, ...ordinalTitles.slice(0, classes.length).flatMap((title) => [{ title }, { title: '', align: 'right' as const }])]
  const rows = answers.map(({ path, probabilities }) => [path, ...mostProbable(probabilities, classes).flatMap(({ name, probability }) => [name, formatPercent(probability)])])
  return table(columns, rows, { output })
}

export function csvHead(classes: readonly string[]): readonly string[] {
  return ['file', ...ordinals.slice(0, classes.length).flatMap((title) => [title, `${title} probability`]), ...classes, 'inverted', 'problem']
}

/** Probabilities in full; of a file that could not be read, the problem alone. */
export function csvRow(outcome: FileOutcome, classes: readonly string[]): readonly unknown[] {
  if (outcome.kind !== 'answered') return [outcome.path, ...Array.from({ length: csvHead(classes).length - 2 }, () => null), outcome.problem.message]
  const { path, probabilities, isInverted } = outcome
  return [path, ...mostProbable(probabilities, classes).flatMap(({ name, probability }) => [name, probability]), ...probabilities, isInverted ? 'yes' : 'no', null]
}

export function jsonRow(outcome: FileOutcome, classes: readonly string[]): object {
  if (outcome.kind === 'left-out') return { file: outcome.path, leftOut: outcome.problem.message }
  if (outcome.kind === 'failed') return { file: outcome.path, problem: outcome.problem }
  const { path, probabilities, isInverted } = outcome
  return { file: path, classes: mostProbable(probabilities, classes), probabilities: [...probabilities], inverted: isInverted }
}

interface NamedClass {
  readonly class: number
  readonly name: string
  readonly probability: number
}

const mostProbable = (probabilities: Float32Array, classes: readonly string[]): readonly NamedClass[] =>
  rankedClasses(probabilities, named).map((label) => ({ class: label, name: classes[label] ?? String(label), probability: probabilities[label] ?? 0 }))
