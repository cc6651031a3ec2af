// A figure over a value, for the chart `figure`: mean and spread over the seeds at each value, one line for each value of another setting or each part.
import { settingWithValue } from '@common/words/setting-value'
import { withinSentence } from '../../words/within-sentence'
import type { ResultRow } from '@contract/experiments/result-row'
import type { AxisValue } from '@contract/sweeps/axis'
import { isSettingPath } from '@contract/training/settings/table'
import { meanAndSpread } from '../../statistics/mean-and-spread'
import { axisLabel, axisValueWords } from '../../sweeps/sweep-words'
import type { ExperimentChart } from '../chart'
import type { ResultColumn } from '../column'
import type { Experiment, PublishedFigure } from '../experiment'
import { columnOf, figureOver } from '../figure-words'
import { rowValueWords } from '../row-value-words'
import { drawnGroups, type LabelledPart } from './drawn-rows'

export interface FigurePoint {
  readonly x: AxisValue
  readonly mean: number
  /** One standard deviation between seeds below and above the mean; null: there is one seed. */
  readonly low: number | null
  readonly high: number | null
  readonly seeds: number
  /** Id of its first run; null: it has none. */
  readonly run: string | null
}

export interface FigureLine {
  readonly label: string
  /** In the order of x; several at one place where further settings differ. */
  readonly points: readonly FigurePoint[]
  /** The mean of the points at each place. */
  readonly means: readonly { readonly x: AxisValue; readonly mean: number }[]
}

export interface FigurePoints {
  readonly lines: readonly FigureLine[]
  /** All values of x that occur: numbers by size, others as they come. */
  readonly xValues: readonly AxisValue[]
  readonly published: readonly { readonly x: AxisValue; readonly y: number; readonly what: string; readonly source: string }[]
}

type FigureChart = Extract<ExperimentChart, { readonly kind: 'figure' }>

export function figurePoints(chart: FigureChart, parts: readonly LabelledPart[], rows: readonly ResultRow[], published: readonly PublishedFigure[] = []): FigurePoints {
  const { x, y, by } = chart
  const titles = new Map(parts.map(({ name, title }) => [name, title]))
  const lines = new Map<string, FigurePoint[]>()
  for (const group of drawnGroups(chart, parts, rows)) {
    const place = placeOf(group.values, group.rows, x.of)
    const spread = figureOver(group.rows, y.of)
    if (place === undefined || !spread) continue
    const { mean, deviation, count } = spread
    const label = by === undefined ? '' : by === 'part' ? (titles.get(group.part) ?? group.part) : byWords(by, group.values[by])
    const point = { x: place, mean, low: deviation === null ? null : mean - deviation, high: deviation === null ? null : mean + deviation, seeds: count, run: group.rows.find(({ run }) => run !== null)?.run ?? null }
    lines.set(label, [...(lines.get(label) ?? []), point])
  }
  const placed = published.flatMap(({ values, figures, what, source }) => {
    const [place, value] = [values?.[x.of], figures[y.of]]
    return place === undefined || value === undefined ? [] : [{ x: place, y: value, what, source }]
  })
  const xValues = inOrder([...[...lines.values()].flat().map((point) => point.x), ...placed.map((point) => point.x)])
  const rank = (value: AxisValue): number => xValues.indexOf(value)
  const lineOf = (label: string, points: readonly FigurePoint[]): FigureLine => ({ label, points: [...points].sort((a, b) => rank(a.x) - rank(b.x)), means: meansOf(points, xValues) })
  return { lines: [...lines].map(([label, points]) => lineOf(label, points)), xValues, published: placed }
}

/** The column of the figure that the x axis has; null: it has a setting, or another value of rows. */
export function placeColumn({ x }: Pick<FigureChart, 'x'>, experiment: Pick<Experiment, 'columns' | 'parts'>, rows: readonly ResultRow[]): ResultColumn | null {
  return isSettingPath(x.of) || rows.some(({ values }) => x.of in values) ? null : columnOf(experiment, x.of)
}

function meansOf(points: readonly FigurePoint[], xValues: readonly AxisValue[]): FigureLine['means'] {
  return xValues.flatMap((x) => {
    const own = meanAndSpread(points.flatMap((point) => (point.x === x ? point.mean : [])))
    return own ? [{ x, mean: own.mean }] : []
  })
}

/** Where a group stands on the x axis: the value of a setting, else the mean of a figure; undefined where it has neither. */
function placeOf(values: ResultRow['values'], rows: readonly ResultRow[], of: string): AxisValue | undefined {
  return of in values ? values[of] : figureOver(rows, of)?.mean
}

/** `batch size 64`; networks by their titles, and names that an analysis gives, such as that of a chip, stand alone. */
const byWords = (path: string, value: AxisValue | undefined): string => (path === 'network.model' ? rowValueWords('network', value) : isSettingPath(path) ? settingWithValue(withinSentence(axisLabel(path)), axisValueWords(path, value)) : rowValueWords(path, value))

/** Each value once; numbers by size in front of others. */
function inOrder(values: readonly AxisValue[]): readonly AxisValue[] {
  const unique = [...new Set(values)]
  const numbers = unique.filter((value) => typeof value === 'number').sort((a, b) => a - b)
  return [...numbers, ...unique.filter((value) => typeof value !== 'number')]
}
