// The curves of a run: loss and accuracy over the epochs, as the book plots them, with the published result.
import { comparedResult, type PublishedResult } from '@common/published/published'
import { publishedPoints } from '@common/published/published-points'
import { formatLoss, formatPercent } from '@common/words/format'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ChartAxis, ChartLine } from '@contract/reports/report-chart'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { halfEpochMeans, thinned } from '../curves'
import { needsPoints, type RunPart } from './run-part'

export const epochAxis: ChartAxis = { title: 'epoch', scale: 'linear', kind: 'count', shown: [0] }

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
    caption: 'Loss over the epochs: each chunk of steps (faint), means over half epochs (train), and the test images after each epoch.',
    alternative: ends('loss', 'train', run.trainLoss, run.testLoss, formatLoss),
    chart: {
      kind: 'lines',
      x: epochAxis,
      y: { title: 'loss', scale: 'linear', kind: 'loss', shown: [0, Math.log(classes)], cutsSpikes: true },
      lines: [...trainLines(points, 'loss'), testLine(run, 'testLoss')],
    },
  }
}

function accuracyChart(run: RunRecord, points: readonly ProgressPoint[]): ChartBlock {
  const compared = comparedResult(run.spec)
  const lastEpoch = points.at(-1)?.epoch ?? run.epochs.length
  return {
    block: 'chart',
    caption: `Accuracy over the epochs${compared ? `; dashed: ${compared.name}` : ''}.`,
    alternative: ends('accuracy', 'train', run.trainAccuracy, run.testAccuracy, formatPercent),
    chart: {
      kind: 'lines',
      x: epochAxis,
      y: { title: 'accuracy', scale: 'linear', kind: 'share' },
      lines: [...trainLines(points, 'accuracy'), testLine(run, 'testAccuracy'), ...(compared ? [publishedLine(compared, lastEpoch)] : [])],
    },
  }
}

function trainLines(points: readonly ProgressPoint[], measure: 'loss' | 'accuracy'): readonly ChartLine[] {
  return [
    { label: '', colour: 0, stroke: 'faint', points: thinned(points, (point) => point[measure]) },
    { label: 'train', colour: 0, stroke: 'solid', points: halfEpochMeans(points, measure) },
  ]
}

const testLine = (run: RunRecord, measure: 'testLoss' | 'testAccuracy'): ChartLine =>
  ({ label: 'test', colour: 1, stroke: 'solid', points: run.epochs.map((result) => [result.epoch, result[measure]]), isMarked: true })

/** The published curve as far as the run goes, or a level line. */
function publishedLine(published: PublishedResult, lastEpoch: number): ChartLine {
  const points = publishedPoints(published, lastEpoch).filter(({ x }) => x <= lastEpoch)
  const end = points.at(-1)?.y ?? published.finalAccuracy
  return { label: `book ${formatPercent(end)}`, colour: 2, stroke: 'dashed', points: points.map(({ x, y }) => [x, y]) }
}

function ends(what: string, train: string, trained: number | null, tested: number | null, words: (value: number) => string): string {
  const known = [trained === null ? '' : `${words(trained)} on the ${train}ing images`, tested === null ? '' : `${words(tested)} on the test images`].filter((word) => word !== '')
  return `Curves of ${what} over the epochs${known.length === 0 ? '' : `, which end at ${known.join(' and ')}`}.`
}
