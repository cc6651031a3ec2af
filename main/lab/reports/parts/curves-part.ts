// The curves of a run: loss and accuracy over the epochs, as the book plots them, with the published result.
import { listedWords } from '@common/words/listed-words'
import { splitWords } from '@common/words/split-words'
import { epochFigures } from '@common/curves/epoch-figures'
import { comparedResult, type PublishedResult } from '@common/published/published'
import { publishedPoints } from '@common/published/published-points'
import { formatLoss, formatPercent } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ChartAxis, ChartLine } from '@contract/reports/report-chart'
import { heldOutSplit, lastHeldOut } from '@contract/runs/held-out'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { halfEpochMeans, thinned } from '../curves'
import { needsPoints, type RunPart } from './run-part'

export const epochAxis: ChartAxis = { title: phrase('epoch'), scale: 'linear', kind: 'count', shown: [0] }

export const curvesPart: RunPart = {
  missing: needsPoints,
  blocks: async (reported) => {
    const points = await reported.points()
    return points.length === 0 ? [] : [{ block: 'beside', charts: [lossChart(reported.run, points, reported.dataset.classes.length), accuracyChart(reported.run, points)] }]
  },
}

type ChartBlock = ReportBlockOf<'chart'>

/** Loss over the epochs; the axis shows the loss of guessing, and ends below spikes. */
function lossChart(run: RunRecord, points: readonly ProgressPoint[], classes: number): ChartBlock {
  return {
    block: 'chart',
    caption: phrase('Loss over the epochs: each chunk of steps (faint), means over half epochs (train), and the {split} images after each epoch.', { split: splitWords[heldOutSplit(run.spec)] }),
    alternative: ends(phrase('loss'), run, run.trainLoss, lastHeldOut(run).loss, formatLoss),
    chart: {
      kind: 'lines',
      x: epochAxis,
      y: { title: phrase('loss'), scale: 'linear', kind: 'loss', shown: [0, Math.log(classes)], cutsSpikes: true },
      lines: [...trainLines(points, 'loss'), heldOutLine(run, 'heldOutLoss')],
    },
  }
}

function accuracyChart(run: RunRecord, points: readonly ProgressPoint[]): ChartBlock {
  const compared = comparedResult(run.spec)
  const lastEpoch = points.at(-1)?.epoch ?? run.epochs.length
  return {
    block: 'chart',
    caption: compared ? phrase('Accuracy over the epochs; dashed: {published}.', { published: compared.name }) : phrase('Accuracy over the epochs.'),
    alternative: ends(phrase('accuracy'), run, run.trainAccuracy, lastHeldOut(run).accuracy, formatPercent),
    chart: {
      kind: 'lines',
      x: epochAxis,
      y: { title: phrase('accuracy'), scale: 'linear', kind: 'share' },
      lines: [...trainLines(points, 'accuracy'), heldOutLine(run, 'heldOutAccuracy'), ...(compared ? [publishedLine(compared, lastEpoch)] : [])],
    },
  }
}

function trainLines(points: readonly ProgressPoint[], measure: 'loss' | 'accuracy'): readonly ChartLine[] {
  return [
    { label: '', colour: 0, stroke: 'faint', points: thinned(points, (point) => point[measure]) },
    { label: phrase('train'), colour: 0, stroke: 'solid', points: halfEpochMeans(points, measure) },
  ]
}

const heldOutLine = (run: RunRecord, figure: 'heldOutLoss' | 'heldOutAccuracy'): ChartLine =>
  ({ label: splitWords[heldOutSplit(run.spec)], colour: 1, stroke: 'solid', points: run.epochs.map((result) => [result.epoch, epochFigures[figure](result)]), isMarked: true })

/** The published curve as far as the run goes, or a level line. */
function publishedLine(published: PublishedResult, lastEpoch: number): ChartLine {
  const points = publishedPoints(published, lastEpoch).filter(({ x }) => x <= lastEpoch)
  const end = points.at(-1)?.y ?? published.finalAccuracy
  return { label: phrase('book {accuracy}', { accuracy: formatPercent(end) }), colour: 2, stroke: 'dashed', points: points.map(({ x, y }) => [x, y]) }
}

function ends(what: string, { spec }: RunRecord, trained: number | null, judged: number | null, words: (value: number) => string): string {
  const known = [trained === null ? '' : phrase('{figure} on the training images', { figure: words(trained) }), judged === null ? '' : phrase('{figure} on the {split} images', { figure: words(judged), split: splitWords[heldOutSplit(spec)] })].filter((word) => word !== '')
  return known.length === 0 ? phrase('Curves of {what} over the epochs.', { what }) : phrase('Curves of {what} over the epochs, which end at {figures}.', { what, figures: listedWords(known) })
}
