// An evaluation for the terminal, in 80 columns: accuracy, figures of each class, the confusion matrix or the pairs confused most, calibration.
import { phrase } from '@language/phrase'
import type { EvaluationSummary } from '@contract/api/evaluations-api'
import type { DatasetInfo } from '@contract/data/datasets'
import { viewCounts, type Split } from '@contract/runs/evaluation'
import type { ConfusionMatrix, Estimate, Interval } from '@contract/runs/evaluation-figures'
import { deviceTitle } from '@common/words/device-title'
import { sureness } from '@common/words/evaluation-words'
import { viewWords } from '@common/words/view-words'
import { formatCount, formatCounted, formatLoss, formatPercent } from '@common/words/plain-format'
import { table } from './table'
import { displayWidth } from '@common/words/wide-letters'
import { padded, shortened } from './text-width'

const columns = 80

/** Longest name of a class in a table. */
const nameLength = 14

/** Rows of a table of classes, or of pairs of classes, that is cut. */
const shownRows = 15

export function evaluationText(summary: EvaluationSummary, matrix: ConfusionMatrix, dataset: Pick<DatasetInfo, 'title' | 'classes'>): string {
  const names = Array.from({ length: matrix.classes }, (_, label) => dataset.classes[label] ?? String(label))
  return [headline(summary, dataset.title), classTable(summary, names), confusions(summary, matrix, names), calibration(summary)].join('\n\n')
}

function headline({ runId, facts, correct, accuracy, loss, topK, macro, corrections }: EvaluationSummary, title: string): string {
  const { checkpoint: { epoch, step }, split, views, images, device } = facts
  return [
    phrase('{run} after epoch {epoch} (step {step}), computed on {device}', { run: runId, epoch, step: formatCount(step), device: deviceTitle({ device, card: null, isSoftware: false, threads: null }) }),
    imagesOfSplit(split, formatCount(images), title),
    ...(views === 'single' ? [] : [phrase('{views}, the mean of {count} answers to each image', { views: viewWords[views].behind, count: viewCounts[views] })]),
    ...(corrections > 0 ? [phrase('with {corrections}', { corrections: formatCounted(corrections, 'corrected label') })] : []),
    '',
    fact(phrase('accuracy'), phrase('{accuracy}, {correct} images; 95 % interval {range} %', { accuracy: formatPercent(accuracy.value ?? 0), correct: formatCount(correct), range: range(accuracy.interval) })),
    ...topK.map(({ k, accuracy: among }) => fact(phrase('top {k}', { k }), phrase('{share} have their class among the {k} most probable', { k, share: formatPercent(among.value ?? 0) }))),
    fact(phrase('loss'), formatLoss(loss)),
    fact(phrase('means'), phrase('precision {precision}, recall {recall}, F1 {f1}, each class alike', { precision: formatPercent(macro.precision), recall: formatPercent(macro.recall), f1: formatPercent(macro.f1) })),
  ].join('\n')
}

/** Columns of the names of facts. */
const nameWidth = 11

const fact = (name: string, value: string, width = nameWidth): string => `${padded(name, width)}${value}`

function imagesOfSplit(split: Split, images: string, dataset: string): string {
  switch (split) {
    case 'train':
      return phrase('{images} training images of {dataset}', { images, dataset })
    case 'validation':
      return phrase('{images} validation images of {dataset}', { images, dataset })
    case 'test':
      return phrase('{images} test images of {dataset}', { images, dataset })
  }
}

/** Figures of each class; where there are many, of those with the lowest F1. */
function classTable({ perClass }: EvaluationSummary, names: readonly string[]): string {
  const all = perClass.map((figures, label) => ({ figures, label })).filter(({ figures }) => figures.images > 0)
  const isCut = all.length > shownRows
  const shown = isCut ? all.toSorted((a, b) => (a.figures.f1.value ?? 0) - (b.figures.f1.value ?? 0)).slice(0, shownRows) : all
  const rows = shown.map(({ figures: { images, precision, recall, f1 }, label }) => [short(names[label] ?? ''), formatCount(images), percents(precision), percents(recall), percents(f1)])
  const figures = [phrase('images'), phrase('precision %'), phrase('recall %'), phrase('F1 %')].map((title) => ({ title, align: 'right' as const }))
  const note = isCut ? [phrase('The {shown} classes with the lowest F1 of {all}; --json has all.', { shown: shownRows, all: all.length })] : []
  return [table([{ title: phrase('class') }, ...figures], rows), ...note].join('\n')
}

/** The whole matrix where it fits, else the pairs that are confused most. */
function confusions(summary: EvaluationSummary, { classes, counts }: ConfusionMatrix, names: readonly string[]): string {
  const numberWidth = String(classes - 1).length
  const cellWidth = Math.max(numberWidth, ...Array.from(counts, (count) => String(count).length)) + 2
  if (numberWidth + 1 + nameLength + classes * cellWidth > columns) return pairs(summary, names)
  const cell = (value: number): string => String(value).padStart(cellWidth)
  const rows = names.map((name, label) => {
    const row = Array.from(counts.subarray(label * classes, (label + 1) * classes), cell)
    return `${String(label).padStart(numberWidth)} ${padded(short(name), nameLength)}${row.join('')}`
  })
  const head = `${' '.repeat(numberWidth + 1)}${padded(phrase('class'), nameLength)}${names.map((_, label) => cell(label)).join('')}`
  return [phrase('Images by their class (rows) and by the class that they were taken for (columns)'), head, '-'.repeat(displayWidth(head)), ...rows].join('\n')
}

function pairs({ mostConfused }: EvaluationSummary, names: readonly string[]): string {
  if (mostConfused.length === 0) return phrase('No image was taken for one of another class.')
  const rows = mostConfused.slice(0, shownRows).map(({ label, prediction, images }) => [short(names[label] ?? ''), short(names[prediction] ?? ''), formatCount(images)])
  return [phrase('The pairs of classes that are confused most'), table([{ title: phrase('class') }, { title: phrase('taken for') }, { title: phrase('images'), align: 'right' }], rows)].join('\n')
}

function calibration({ calibration: { expectedError, meanConfidence }, accuracy }: EvaluationSummary): string {
  return [
    phrase('Calibration'),
    fact(phrase('sure of its answer on average'), phrase('{confidence}, right {accuracy}: {sureness}', { confidence: formatPercent(meanConfidence), accuracy: formatPercent(accuracy.value ?? 0), sureness: sureness(meanConfidence, accuracy.value ?? 0) }), 30),
    fact(phrase('expected calibration error'), formatPercent(expectedError), 30),
  ].join('\n')
}

/** `87.1 (86.4-87.7)`. */
function percents({ value, interval }: Estimate): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} (${range(interval)})`
}

const range = ({ low, high }: Interval): string => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`

const short = (name: string): string => shortened(name, nameLength)
