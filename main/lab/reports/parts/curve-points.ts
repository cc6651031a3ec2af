// A curve with its band as points of a chart.
import type { CurveBand } from '@common/curves/smoothing'
import type { ChartLine } from '@contract/reports/report-chart'

/** @param hasBand whether it is the mean of several curves, so that its lowest and highest values are drawn too */
export function curvePoints({ x, y, low, high }: CurveBand, hasBand: boolean): Pick<ChartLine, 'points' | 'band'> {
  return {
    points: [...x].map((at, index) => [at, finite(y[index])]),
    ...(hasBand && { band: [...x].map((_, index): [number | null, number | null] => [finite(low[index]), finite(high[index])]) }),
  }
}

/** A chart has no place for what is no finite number. */
const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null)

/** Epochs up to which each has a mark: more marks than that hide the curve. */
const mostMarks = 20

export const hasMarks = ({ x }: Pick<CurveBand, 'x'>): boolean => x.length <= mostMarks
