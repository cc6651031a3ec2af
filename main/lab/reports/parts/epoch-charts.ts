// Loss and accuracy over the epochs of several groups of runs: the mean of each group with a shade from the lowest to the highest, training dashed beside test.
import { bandOf, type CurveBand } from '@common/curves/smoothing'
import { formatPercent } from '@common/words/format'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ChartAxis, ChartLine } from '@contract/reports/report-chart'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { curvePoints, hasMarks } from './curve-points'
import { accuracyAxis, epochAxis, lossAxis } from './experiment/charts/curves-chart'

export interface EpochGroup {
  readonly label: string
  readonly runs: readonly Pick<RunRecord, 'epochs'>[]
}

type EpochFigure = Exclude<keyof EpochResult, 'epoch'>

interface EpochChart {
  readonly title: string
  readonly y: ChartAxis
  /** Solid, with the name of the group at its end. */
  readonly main: EpochFigure
  /** Dashed beside it. */
  readonly aside?: EpochFigure
  readonly note: string
}

const charts = {
  accuracy: { title: 'Accuracy over the epochs', y: accuracyAxis, main: 'testAccuracy', aside: 'trainAccuracy', note: 'Solid: test; dashed: training.' },
  loss: { title: 'Loss over the epochs', y: lossAxis, main: 'testLoss', aside: 'trainLoss', note: 'Solid: test; dashed: training.' },
  speed: { title: 'Speed over the epochs', y: { title: 'images per second', scale: 'linear', kind: 'rate', shown: [0] }, main: 'imagesPerSecond', note: 'Training alone.' },
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
  const ends = drawn.map(({ label, runs }) => `${label} ${formatPercent(runs[0]?.epochs.at(-1)?.testAccuracy ?? 0)}`)
  return {
    block: 'chart',
    caption: `${title}. ${note}${hasSeeds ? ' Lines are means, shades reach from the lowest to the highest seed.' : ''}`,
    alternative: `${title} of ${drawn.map(({ label }) => label).join(', ')}${name === 'accuracy' ? `; at the end ${ends.join(', ')}` : ''}.`,
    chart: { kind: 'lines', x: epochAxis, y, lines },
  }
}

const bandOver = (runs: EpochGroup['runs'], figure: EpochFigure): CurveBand =>
  bandOf(runs.map(({ epochs }) => ({ x: Float64Array.from(epochs, ({ epoch }) => epoch), y: Float64Array.from(epochs, (result) => result[figure]) })))
