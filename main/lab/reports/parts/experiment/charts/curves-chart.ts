// Curves over the epochs: the mean of the seeds with a shade, a colour for each label, training dashed beside test.
import type { ExperimentChart } from '@common/experiments/chart'
import { curvesCaption } from '@common/experiments/chart-data/caption-words'
import { epochCurves, isOfTraining, type EpochCurve } from '@common/experiments/chart-data/epoch-curves'
import type { Experiment } from '@common/experiments/experiment'
import { formatCounted, formatLoss, formatPercent } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { ChartAxis, ChartLine } from '@contract/reports/report-chart'
import type { EpochResult } from '@contract/runs/run-record'
import type { DrawnChart } from '../../chart-block'
import { curvePoints, hasMarks } from '../../curve-points'

type CurvesChart = Extract<ExperimentChart, { readonly kind: 'curves' }>

export const epochAxis: ChartAxis = { title: phrase('epoch'), scale: 'linear', kind: 'count' }
export const lossAxis: ChartAxis = { title: phrase('cross-entropy'), scale: 'linear', kind: 'loss', cutsSpikes: true }
export const accuracyAxis: ChartAxis = { title: phrase('accuracy'), scale: 'linear', kind: 'share' }

/** Null before the first epoch has ended. */
export function curvesChart(chart: CurvesChart, experiment: Experiment, rows: readonly ResultRow[], epochsOf: (run: string) => readonly EpochResult[] | null): DrawnChart | null {
  const curves = epochCurves(chart, experiment.parts, rows, epochsOf)
  if (curves.length === 0) return null
  const labels = [...new Set(curves.map(({ label }) => label))]
  const isLoss = curves.some(({ figure }) => figure === 'trainLoss' || figure === 'testLoss')
  const hasBoth = curves.some(isOfTraining) && !curves.every(isOfTraining)
  const ends = labels.map((label) => {
    const last = (curves.find((curve) => curve.label === label && !isOfTraining(curve)) ?? curves.find((curve) => curve.label === label))?.curve.y.at(-1)
    return `${label} ${last === undefined ? '' : isLoss ? formatLoss(last) : formatPercent(last)}`
  })
  return {
    chart: { kind: 'lines', x: epochAxis, y: isLoss ? lossAxis : accuracyAxis, lines: curves.map((curve) => lineOf(curve, labels.indexOf(curve.label), hasBoth)) },
    caption: `${curvesCaption(chart, curves)}${hasBoth && !/dashed|虚线/i.test(chart.caption) ? phrase(' Training dashed, test solid.') : ''}`,
    alternative: phrase('{curves} over the epochs, which end at: {ends}.', { curves: formatCounted(curves.length, 'curve'), ends: ends.join(phrase('; ')) }),
  }
}

/** Where a label has both curves, its name stands at that of the test images. */
function lineOf(curve: EpochCurve, colour: number, hasBoth: boolean): ChartLine {
  const isAside = hasBoth && isOfTraining(curve)
  return { label: isAside ? '' : curve.label, colour, stroke: isAside ? 'dashed' : 'solid', ...curvePoints(curve.curve, curve.seeds > 1 && !isAside), isMarked: !isAside && hasMarks(curve.curve) }
}
