// A chart of a report as SVG, by its kind.
import type { Markup } from '@common/markup/markup'
import type { ReportChart } from '@contract/reports/report-chart'
import { barChart } from './bar-chart'
import type { ChartSize } from './chart-size'
import { intervalChart } from './interval-chart'
import { lineChart } from './line-chart'
import { matrixChart } from './matrix-chart'
import { scatterChart } from './scatter-chart'

type Drawn<Kind extends ReportChart['kind']> = (chart: Extract<ReportChart, { readonly kind: Kind }>, alternative: string, size: ChartSize) => Markup

const drawings: { readonly [Kind in ReportChart['kind']]: Drawn<Kind> } = { lines: lineChart, bars: barChart, intervals: intervalChart, scatter: scatterChart, matrix: matrixChart }

/**
 * Draws a chart. Its colours are those of `svg-style.ts`.
 * @param alternative what is seen, for those who do not see it
 * @param size `half` where two charts stand beside each other
 */
export function chartSvg<Kind extends ReportChart['kind']>(chart: Extract<ReportChart, { readonly kind: Kind }>, alternative: string, size: ChartSize = 'full'): Markup {
  const draw: Drawn<Kind> = drawings[chart.kind]
  return draw(chart, alternative, size)
}
