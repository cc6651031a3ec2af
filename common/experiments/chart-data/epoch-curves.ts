// Curves over the epochs, for the chart `curves`: mean over the seeds with the band from the lowest to the highest.
import type { ResultRow } from '@contract/experiments/result-row'
import { judgingSplit, type HeldOutSplit } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'
import { epochFigures, type EpochFigure } from '../../curves/epoch-figures'
import { bandOf, type CurveBand } from '../../curves/smoothing'
import type { ColumnCurve } from '../../curves/pixel-columns'
import type { ExperimentChart } from '../chart'
import { drawnGroups, type LabelledPart } from './drawn-rows'

export type CurveFigure = Extract<ExperimentChart, { readonly kind: 'curves' }>['figures'][number]

export interface EpochCurve {
  /** Of the rows; the same for all curves of one colour. */
  readonly label: string
  readonly figure: CurveFigure
  /** What the epochs were judged by, of all runs alike; where they differ, `held-out`. */
  readonly judgedBy: HeldOutSplit | 'held-out'
  readonly curve: CurveBand
  /** Runs whose mean it is. */
  readonly seeds: number
}

export const isOfTraining = ({ figure }: Pick<EpochCurve, 'figure'>): boolean => figure === 'trainAccuracy' || figure === 'trainLoss'

type CurvesChart = Extract<ExperimentChart, { readonly kind: 'curves' }>

/** What epochs of a run have come to; null: not known. */
type EpochsOf = (run: string) => readonly EpochResult[] | null

/** The curves of every label, in the order of the rows and then of the chart's figures; labels without a whole epoch are left out. */
export function epochCurves(chart: CurvesChart, parts: readonly LabelledPart[], rows: readonly ResultRow[], epochsOf: EpochsOf): readonly EpochCurve[] {
  return drawnGroups(chart, parts, rows).flatMap(({ label, rows: members }) => {
    const runs = members.flatMap(({ run }) => (run === null ? [] : [epochsOf(run) ?? []])).filter((epochs) => epochs.length > 0)
    if (runs.length === 0) return []
    const [judgedBy = 'test', ...others] = new Set(runs.flat().map(judgingSplit))
    return chart.figures.map((figure): EpochCurve => ({ label, figure, judgedBy: others.length === 0 ? judgedBy : 'held-out', curve: bandOf(runs.map((epochs) => curveOf(epochs, figure))), seeds: runs.length }))
  })
}

/** The figures of the test stand for those of the images that judge epochs, which are the test images unless a part keeps others for it. */
const drawnFigures = { trainAccuracy: 'trainAccuracy', testAccuracy: 'heldOutAccuracy', trainLoss: 'trainLoss', testLoss: 'heldOutLoss' } as const satisfies Readonly<Record<CurveFigure, EpochFigure>>

function curveOf(epochs: readonly EpochResult[], figure: CurveFigure): ColumnCurve {
  return { x: Float64Array.from(epochs, ({ epoch }) => epoch), y: Float64Array.from(epochs, epochFigures[drawnFigures[figure]]) }
}
