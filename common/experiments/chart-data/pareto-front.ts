// Points of two figures, for the chart `pareto`, and the front of those that no other beats in both.
import type { ResultRow } from '@contract/experiments/result-row'
import type { ExperimentChart } from '../chart'
import type { ResultColumn } from '../column'
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

/** Which way each figure is better; where neither way is, lower counts as better. */
export interface ParetoDirections {
  readonly x: ResultColumn['better']
  readonly y: ResultColumn['better']
}

export function paretoPoints(chart: ParetoChart, better: ParetoDirections, parts: readonly LabelledPart[], rows: readonly ResultRow[], published: readonly PublishedFigure[] = []): readonly ParetoPoint[] {
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

type Place = Pick<ParetoPoint, 'x' | 'y'>

/** Whether a point is as good as another in both figures and better in one. */
function beats(one: Place, other: Place, better: ParetoDirections): boolean {
  const [byX, byY] = [gain(one.x, other.x, better.x), gain(one.y, other.y, better.y)]
  return byX >= 0 && byY >= 0 && byX + byY > 0
}

const gain = (one: number, other: number, better: ResultColumn['better']): number => (better === 'higher' ? one - other : other - one)
