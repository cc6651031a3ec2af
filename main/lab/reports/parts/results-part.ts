// The results of a run on the test images: accuracy with its interval, figures by class, confusion matrix, calibration.
import { splitWords } from '@common/words/split-words'
import { judgingImages, usedImages } from '@common/training/used-images'
import { estimate } from '@common/statistics/class-figures'
import { formatCount, formatCounted, formatLoss, formatPercent } from '@common/words/format'
import { estimateWords, intervalWords, sureness } from '@common/words/evaluation-words'
import { viewWords } from '@common/words/view-words'
import { withCommas } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { EvaluationSummary } from '@contract/api/evaluations-api'
import type { ReportBlock, ReportBlockOf, ReportCell, ReportTable } from '@contract/reports/report-block'
import type { ConfusionMatrix, Estimate } from '@contract/runs/evaluation-figures'
import { factsTable, folded, numberColumns, paragraph, textColumns } from '../blocks'
import { needsEpoch, type RunPart } from './run-part'
import type { ReportedRun } from './reported-run'

/** Classes up to which the table stands open, and up to which the matrix is drawn. */
const [openClasses, mostDrawn] = [20, 30]

export const resultsPart: RunPart = {
  missing: needsEpoch,
  blocks: async (reported) => {
    const summary = await reported.evaluation()
    if (!summary) return withoutAnswers(reported)
    const { runId, name } = summary
    const matrix = await reported.sources.evaluations.confusionMatrix({ runId, name }, { corrected: true })
    const names = classNames(reported, matrix.classes)
    return [
      paragraph(sentence(reported, summary)),
      figuresTable(summary, await reported.otherViews()),
      folded(classTable(summary, names), openClasses, phrase('Figures of each of the {classes} classes', { classes: formatCount(names.length) })),
      ...(matrix.classes <= mostDrawn ? [matrixChart(matrix, names)] : pairsTable(summary, names)),
      paragraph(phrase('The network is sure of its answers {confidence} on average, and right in {accuracy}: {verdict}.', { confidence: formatPercent(summary.calibration.meanConfidence), accuracy: formatPercent(summary.accuracy.value ?? 0), verdict: sureness(summary.calibration.meanConfidence, summary.accuracy.value ?? 0) })),
      reliabilityChart(summary),
    ]
  },
}

/** The names of classes as the data set has them; numbers for those that it does not name. */
export const classNames = ({ dataset }: ReportedRun, classes: number): readonly string[] => Array.from({ length: classes }, (_, label) => dataset.classes[label] ?? String(label))

/** What is known where the answers are not stored: how many were right. */
function withoutAnswers({ run, dataset }: ReportedRun): readonly ReportBlock[] {
  const isTested = run.testAccuracy !== null
  const share = run.testAccuracy ?? run.validationAccuracy
  if (share === null) return []
  const images = isTested ? usedImages(run.spec.dataset.limitTest, dataset.testImages) : judgingImages(run.spec.dataset, dataset)
  const accuracy = estimate(Math.round(share * images), images)
  return [
    paragraph(phrase('After epoch {epoch} the run had {share} of the {images} {split} images right; 95 % interval (Wilson): {interval}.', { epoch: run.epochs.length, share: formatPercent(share), images: formatCount(images), split: splitWords[isTested ? 'test' : 'validation'], interval: intervalWords(accuracy.interval) })),
    paragraph([
      { text: phrase('What it answered for each image is not stored, so there are no figures by class. Evaluate it on its page, or by ') },
      { text: `cnn-lab evaluate ${run.id}`, isCode: true },
      { text: phrase(', and make the report again.') },
    ], 'note'),
  ]
}

function sentence({ dataset }: ReportedRun, { facts, correct, accuracy, corrections }: EvaluationSummary): string {
  const { checkpoint: { epoch }, images } = facts
  const corrected = corrections === 0 ? '' : corrections === 1 ? phrase(' 1 label of the set is corrected by the user.') : phrase(' {labels} of the set are corrected by the user.', { labels: formatCounted(corrections, 'label') })
  return phrase('After epoch {epoch} the network has {correct} of {images} test images of {dataset} right: {accuracy}, with a 95 % interval (Wilson) of {interval}.{corrected}', { epoch, correct: formatCount(correct), images: formatCount(images), dataset: dataset.title, accuracy: formatPercent(accuracy.value ?? 0), interval: intervalWords(accuracy.interval), corrected })
}

function figuresTable({ accuracy, topK, loss, macro, calibration }: EvaluationSummary, otherViews: readonly EvaluationSummary[]): ReportTable {
  return factsTable(phrase('Results on the test images, with 95 % intervals (Wilson).'), [
    [phrase('Accuracy'), estimateWords(accuracy)],
    ...otherViews.map((other): [string, string] => [phrase('Accuracy {views}', { views: viewWords[other.facts.views].behind }), estimateWords(other.accuracy)]),
    ...topK.map(({ k, accuracy: among }): [string, string] => [phrase('Class among the {k} most probable', { k }), estimateWords(among)]),
    [phrase('Mean loss'), formatLoss(loss)],
    [phrase('Precision, mean of the classes'), formatPercent(macro.precision)],
    [phrase('Recall, mean of the classes'), formatPercent(macro.recall)],
    [phrase('F1, mean of the classes'), formatPercent(macro.f1)],
    [phrase('Expected calibration error'), formatPercent(calibration.expectedError)],
    [phrase('Maximum calibration error'), formatPercent(calibration.maximumError)],
  ])
}

function classTable({ perClass }: EvaluationSummary, names: readonly string[]): ReportTable {
  const cell = (figure: Estimate): ReportCell => ({ text: estimateWords(figure), value: figure.value })
  return {
    block: 'table',
    caption: phrase('Precision, recall and F1 of each class, with 95 % intervals.'),
    columns: [...textColumns(phrase('Class')), ...numberColumns(phrase('Images'), phrase('Precision § of a class, beside recall'), phrase('Recall'), 'F1')],
    rows: perClass.map(({ images, precision, recall, f1 }, label) => [{ text: names[label] ?? '' }, { text: formatCount(images), value: images }, cell(precision), cell(recall), cell(f1)]),
  }
}

function matrixChart({ classes, counts }: ConfusionMatrix, names: readonly string[]): ReportBlockOf<'chart'> {
  return {
    block: 'chart',
    caption: phrase('Confusion matrix: test images by their class (rows) and by the class that they were taken for (columns).'),
    alternative: phrase('Confusion matrix of {classes} classes; the table before it has the figures of each class.', { classes }),
    chart: {
      kind: 'matrix',
      rows: { title: phrase('class'), names },
      columns: { title: phrase('taken for'), names },
      values: names.map((_, label) => [...counts.subarray(label * classes, (label + 1) * classes)]),
      ...{ valueKind: 'count', shades: 'counts', hasDiagonal: true },
    },
  }
}

/** In the place of a matrix that is too large to be read. */
function pairsTable({ mostConfused }: EvaluationSummary, names: readonly string[]): readonly ReportBlock[] {
  if (mostConfused.length === 0) return []
  return [{
    block: 'table',
    caption: phrase('The pairs of classes that are confused most.'),
    columns: [...textColumns(phrase('Class'), phrase('Taken for')), ...numberColumns(phrase('Images'))],
    rows: mostConfused.map(({ label, prediction, images }) => [{ text: names[label] ?? '' }, { text: names[prediction] ?? '' }, { text: formatCount(images), value: images }]),
  }]
}

function reliabilityChart({ calibration: { bins, expectedError } }: EvaluationSummary): ReportBlockOf<'chart'> {
  const filled = bins.filter(({ images }) => images > 0)
  return {
    block: 'chart',
    caption: phrase('Calibration: how many answers of a confidence are right, with 95 % intervals; on the dashed line one is as sure as one is right. The expected calibration error is {error}.', { error: formatPercent(expectedError) }),
    alternative: phrase('Share of right answers by confidence: {shares}.', { shares: withCommas(filled.map(({ confidence, accuracy }) => phrase('{accuracy} at {confidence}', { accuracy: formatPercent(accuracy ?? 0), confidence: formatPercent(confidence ?? 0) }))) }),
    chart: {
      kind: 'lines',
      x: { title: phrase('confidence'), scale: 'linear', kind: 'share', shown: [0, 1] },
      y: { title: phrase('right answers'), scale: 'linear', kind: 'share', shown: [0, 1] },
      lines: [
        { label: phrase('as sure as right'), colour: 1, stroke: 'dashed', points: [[0, 0], [1, 1]] },
        { label: phrase('right'), colour: 0, stroke: 'none', isMarked: true, bounds: 'bars', points: filled.map(({ confidence, accuracy }) => [confidence ?? 0, accuracy]), band: filled.map(({ interval: { low, high } }) => [low, high]) },
      ],
    },
  }
}
