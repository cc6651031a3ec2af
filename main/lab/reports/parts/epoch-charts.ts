// Loss and accuracy over the epochs of several groups of runs: the mean of each group with a shade from the lowest to the highest, training dashed beside the images that judge epochs.
import { splitWords } from '@common/words/split-words'
import { epochFigures, type EpochFigure } from '@common/curves/epoch-figures'
import { bandOf, type CurveBand } from '@common/curves/smoothing'
import { formatPercent } from '@common/words/format'
import { enumeration, withCommas } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ChartAxis, ChartLine } from '@contract/reports/report-chart'
import { heldOut, heldOutOfAll } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { curvePoints, hasMarks } from './curve-points'
import { accuracyAxis, epochAxis, lossAxis } from './experiment/charts/curves-chart'

export interface EpochGroup {
  readonly label: string
  readonly runs: readonly Pick<RunRecord, 'epochs' | 'spec'>[]
}

interface EpochChart {
  readonly title: string
  readonly y: ChartAxis
  /** Solid, with the name of the group at its end. */
  readonly main: EpochFigure
  /** Dashed beside it. */
  readonly aside?: EpochFigure
  /** @param split what judges the epochs */
  readonly note: (split: string) => string
}

const dashedTraining = (split: string): string => phrase('Solid: {split}; dashed: training.', { split })

const charts = {
  accuracy: { title: phrase('Accuracy over the epochs'), y: accuracyAxis, main: 'heldOutAccuracy', aside: 'trainAccuracy', note: dashedTraining },
  loss: { title: phrase('Loss over the epochs'), y: lossAxis, main: 'heldOutLoss', aside: 'trainLoss', note: dashedTraining },
  speed: { title: phrase('Speed over the epochs'), y: { title: phrase('images per second'), scale: 'linear', kind: 'rate', shown: [0] }, main: 'imagesPerSecond', note: () => phrase('Training alone.') },
} as const satisfies Readonly<Record<string, EpochChart>>

/** Null before the first epoch has ended. */
export function epochChart(name: keyof typeof charts, groups: readonly EpochGroup[]): ReportBlockOf<'chart'> | null {
  const { title, y, main, note, ...others }: EpochChart = charts[name]
  const drawn = groups.map(({ label, runs }) => ({ label, runs: runs.filter(({ epochs }) => epochs.length > 0) })).filter(({ runs }) => runs.length > 0)
  if (drawn.length === 0) return null
  const hasSeeds = drawn.some(({ runs }) => runs.length > 1)
  const lines = drawn.flatMap(({ label, runs }, colour): ChartLine[] => {
    const band = bandOver(runs, main)
    return [
      { label, colour, stroke: 'solid', isMarked: hasMarks(band), ...curvePoints(band, runs.length > 1) },
      ...(others.aside === undefined ? [] : [{ label: '', colour, stroke: 'dashed', ...curvePoints(bandOver(runs, others.aside), false) } as const]),
    ]
  })
  const ends = drawn.map(({ label, runs }) => {
    const last = runs[0]?.epochs.at(-1)
    return `${label} ${formatPercent(last ? heldOut(last).accuracy : 0)}`
  })
  const split = splitWords[heldOutOfAll(drawn.flatMap(({ runs }) => runs.map(({ spec }) => spec)))]
  const shown = { title, lines: enumeration(drawn.map(({ label }) => label)) }
  return {
    block: 'chart',
    caption: `${phrase('{title}. {note}', { title, note: note(split) })}${hasSeeds ? phrase(' Lines are means, shades reach from the lowest to the highest seed.') : ''}`,
    alternative: name === 'accuracy' ? phrase('{title} of {lines}; at the end {ends}.', { ...shown, ends: withCommas(ends) }) : phrase('{title} of {lines}.', shown),
    chart: { kind: 'lines', x: epochAxis, y, lines },
  }
}

const bandOver = (runs: EpochGroup['runs'], figure: EpochFigure): CurveBand =>
  bandOf(runs.map(({ epochs }) => ({ x: Float64Array.from(epochs, ({ epoch }) => epoch), y: Float64Array.from(epochs, epochFigures[figure]) })))
