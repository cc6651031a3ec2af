// How fast a run trained and how much memory it took, over the epochs and beside what was predicted.
import { capital } from '@common/words/capital'
import { formatBytes, formatCounted, formatDuration, formatRate, formatStepTime, pageFormats } from '@common/words/format'
import { memoryFacts } from '@common/words/run-facts'
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf } from '@contract/reports/report-block'
import type { ChartAxis, ChartLine } from '@contract/reports/report-chart'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { factsTable } from '../blocks'
import { thinned } from '../curves'
import { epochAxis } from './curves-part'
import { needsPoints, type RunPart } from './run-part'

export const performancePart: RunPart = {
  missing: needsPoints,
  blocks: async (reported) => {
    const points = await reported.points()
    return points.length === 0 ? [] : [facts(reported.run), { block: 'beside', charts: chartsOf(reported.run, points) }]
  },
}

function facts(run: RunRecord): ReportBlock {
  const { imagesPerSecond, predictedImagesPerSecond, elapsedSeconds, step, spec } = run
  return factsTable(phrase('Speed and memory of the run.'), [
    [phrase('Images per second'), imagesPerSecond === null ? '' : rateWords(imagesPerSecond, predictedImagesPerSecond)],
    [phrase('Time of a training step'), imagesPerSecond === null || imagesPerSecond === 0 ? '' : phrase('{time}, of {images}', { time: formatStepTime(spec.batchSize / imagesPerSecond), images: formatCounted(spec.batchSize, 'image') })],
    [phrase('Training and testing'), phrase('{time} for {steps}', { time: formatDuration(elapsedSeconds), steps: formatCounted(step, 'step') })],
    ...memoryFacts(run, pageFormats).map(([name, words]): [string, string] => [capital(name), words]),
  ])
}

function rateWords(measured: number, predicted: number | null): string {
  const rate = formatRate(measured)
  return predicted === null ? phrase('{rate}, the median of the run', { rate }) : phrase('{rate}, the median of the run, {predicted} predicted', { rate, predicted: formatRate(predicted) })
}

interface Shown {
  readonly axis: ChartAxis
  readonly caption: string
  /** Null: the run has no such measurements. */
  readonly of: (point: ProgressPoint) => number | null
  /** What was predicted, and of which value; in the words of a number. Absent: nothing ever is. */
  readonly predicted?: { readonly of: (run: RunRecord) => number | null; readonly what: string; readonly words: (value: number) => string }
}

const ofThePeak = { what: phrase('the peak'), words: formatBytes } as const

const shown: readonly Shown[] = [
  {
    axis: { title: phrase('images per second'), scale: 'linear', kind: 'rate', shown: [0], cutsSpikes: true },
    caption: phrase('Training images per second'),
    of: ({ imagesPerSecond }) => imagesPerSecond,
    predicted: { of: ({ predictedImagesPerSecond }) => predictedImagesPerSecond, what: phrase('the run, alone on its device'), words: formatRate },
  },
  {
    axis: { title: phrase('resident memory'), scale: 'linear', kind: 'bytes', shown: [0] },
    caption: phrase('Memory of the engine process'),
    of: ({ rssBytes }) => rssBytes,
    predicted: { of: ({ predictedRssBytes }) => predictedRssBytes, ...ofThePeak },
  },
  {
    axis: { title: phrase('GPU memory'), scale: 'linear', kind: 'bytes', shown: [0] },
    caption: phrase('Memory on the GPU'),
    of: ({ deviceBytes }) => deviceBytes,
    predicted: { of: ({ predictedDeviceBytes }) => predictedDeviceBytes, ...ofThePeak },
  },
  { axis: { title: phrase('share of time'), scale: 'linear', kind: 'share', shown: [0, 1] }, caption: phrase('Share of the time in which the GPU was busy'), of: ({ deviceUtilization }) => deviceUtilization },
]

function chartsOf(run: RunRecord, points: readonly ProgressPoint[]): ReportBlockOf<'chart'>[] {
  return shown.flatMap(({ axis, caption, of, predicted }) => {
    const measured = thinned(points, of)
    if (measured.length === 0) return []
    const level = predicted?.of(run) ?? null
    const foretold = predicted && level !== null ? { level, ...predicted } : null
    const lines: readonly ChartLine[] = [
      { label: foretold ? phrase('measured') : '', colour: 0, stroke: 'solid', points: measured },
      ...(foretold ? [{ label: phrase('predicted {figure}', { figure: foretold.words(foretold.level) }), colour: 1, stroke: 'dashed', points: [[0, foretold.level], [measured.at(-1)?.[0] ?? 0, foretold.level]] } satisfies ChartLine] : []),
    ]
    const words = foretold ? phrase('{caption} over the epochs; dashed: what was predicted of {what}.', { caption, what: foretold.what }) : phrase('{caption} over the epochs.', { caption })
    return [{ block: 'chart', caption: words, alternative: words, chart: { kind: 'lines', x: epochAxis, y: axis, lines } }]
  })
}
