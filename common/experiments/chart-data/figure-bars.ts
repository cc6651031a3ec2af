// Bars of figures for each value of a setting, for the chart `bars`, stacked on each other or side by side.
import type { ResultRow } from '@contract/experiments/result-row'
import type { ExperimentChart } from '../chart'
import { figureOver } from '../figure-words'
import { rowValueWords } from '../row-value-words'
import { drawnParts, type LabelledPart } from './drawn-rows'

export interface Bar {
  readonly figure: string
  /** Where the bar begins: 0, or the end of the one below it in a stack. */
  readonly from: number
  readonly to: number
  /** One standard deviation of the figure itself; null: there is one row. */
  readonly spread: number | null
}

export interface BarGroup {
  readonly label: string
  /** One for each figure that is known, in the chart's order. */
  readonly bars: readonly Bar[]
}

type BarsChart = Extract<ExperimentChart, { readonly kind: 'bars' }>

/** The bars in the order in which the values first occur; values without any of the figures are left out. */
export function figureBars(chart: BarsChart, parts: readonly LabelledPart[], rows: readonly ResultRow[]): readonly BarGroup[] {
  const names = new Set(drawnParts(chart, parts).map(({ name }) => name))
  const groups = new Map<string, ResultRow[]>()
  for (const row of rows) {
    if (!names.has(row.part) || !(chart.over in row.values)) continue
    const label = rowValueWords(chart.over, row.values[chart.over])
    groups.set(label, [...(groups.get(label) ?? []), row])
  }
  return [...groups].flatMap(([label, members]) => {
    let top = 0
    const bars = chart.figures.flatMap((figure): Bar[] => {
      const spread = figureOver(members, figure)
      if (!spread) return []
      const from = chart.isStacked ? top : 0
      top = from + spread.mean
      return [{ figure, from, to: top, spread: spread.deviation }]
    })
    return bars.length > 0 ? [{ label, bars }] : []
  })
}
