// What stands under the charts of experiments: how to read them, with what their marks, bars and shades mean where they occur.
import { phrase } from '@language/phrase'
import { formatCounted } from '../../words/format'
import { betweenSentences } from '../../words/sentences'
import type { ExperimentChart } from '../chart'
import type { EpochCurve } from './epoch-curves'
import type { FigurePoints } from './figure-points'
import type { ParetoPoint } from './pareto-front'

type Captioned = Pick<ExperimentChart, 'caption'>

export function figureCaption({ caption }: Captioned, { lines }: FigurePoints): string {
  const hasSpread = lines.some(({ points }) => points.some(({ low }) => low !== null))
  return hasSpread ? [caption, phrase('Bars: one standard deviation between seeds.')].join(betweenSentences) : caption
}

export function paretoCaption({ caption }: Captioned, points: readonly ParetoPoint[]): string {
  const hasMeasured = points.some(({ source }) => source === null)
  return hasMeasured ? [caption, phrase('The line joins what nothing else beats in both.')].join(betweenSentences) : caption
}

export function curvesCaption({ caption }: Captioned, curves: readonly EpochCurve[]): string {
  const most = Math.max(1, ...curves.map(({ seeds }) => seeds))
  return most > 1 ? [caption, phrase('Shade: from the lowest to the highest of {seeds}.', { seeds: formatCounted(most, 'seed') })].join(betweenSentences) : caption
}

export const effectsCaption = ({ caption }: Captioned): string => phrase('{caption} Bars: 95 % intervals over the seeds.', { caption })
