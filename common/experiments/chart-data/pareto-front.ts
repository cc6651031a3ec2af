// Points of two figures, for the chart `pareto`, and the front of those that no other beats in both.
import type { ResultRow } from '@contract/experiments/result-row'
import { beats, type BetterWays } from '../beats'
import type { ExperimentChart } from '../chart'
import type { PublishedFigure } from '../experiment'
import { figureOver } from '../figure-words'
import { hasLearnt } from '../has-learnt'
import { drawnGroups, type LabelledPart } from './drawn-rows'

export interface ParetoPoint {
  readonly label: string
  readonly x: number
  readonly y: number
  /** One standard deviation of y between seeds; null: there is one seed. */
  readonly spread: number | null
  /** Whether it has learnt, and no other point is as good in both figures and better in one. */
  readonly isOnFront: boolean
  readonly run: string | null
  /** Who published it; null: measured here. Published points are on no front. */
  readonly source: string | null
}

type ParetoChart = Extract<ExperimentChart, { readonly kind: 'pareto' }>

export function paretoPoints(chart: ParetoChart, better: BetterWays, parts: readonly LabelledPart[], rows: readonly ResultRow[], published: readonly PublishedFigure[] = []): readonly ParetoPoint[] {
  const measured = drawnGroups(chart, parts, rows).flatMap(({ label, rows: members }) => {
    const [x, y] = [figureOver(members, chart.x.of), figureOver(members, chart.y.of)]
    return x && y ? [{ label, x: x.mean, y: y.mean, spread: y.deviation, hasLearnt: hasLearnt(members), run: members.find(({ run }) => run !== null)?.run ?? null }] : []
  })
  const placed = published.flatMap(({ what, figures, source }) => {
    const [x, y] = [figures[chart.x.of], figures[chart.y.of]]
    return x === undefined || y === undefined ? [] : [{ label: what, x, y, spread: null, isOnFront: false, run: null, source }]
  })
  return [...measured.map(({ hasLearnt: canStand, ...point }) => ({ ...point, isOnFront: canStand && !measured.some((other) => beats(other, point, better)), source: null })), ...placed]
}
