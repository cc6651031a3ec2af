// How fast a run trained and how much memory it took, over the epochs, with what was predicted.
import { pageFormats } from '@common/words/format'
import { memorySentence } from '@common/words/run-facts'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ChartAxis } from '@contract/reports/report-chart'
import type { ProgressPoint } from '@contract/runs/run-record'
import { thinned, type Measure } from '../curves'
import { epochAxis } from './curves-part'
import type { RunPart } from './run-part'

export const performancePart: RunPart = {
  missing: async (reported) => ((await reported.points()).length > 0 ? null : 'The run has not begun to train.'),
  section: async (reported) => {
    const points = await reported.points()
    if (points.length === 0) return null
    const memory = memorySentence(reported.run, pageFormats)
    return reported.section('performance', [
      ...(memory === '' ? [] : [{ block: 'paragraph', role: 'plain', text: memory } as const]),
      {
        block: 'beside',
        charts: [
          chartOf(points, 'imagesPerSecond', { title: 'images per second', scale: 'linear', kind: 'rate', shown: [0], cutsSpikes: true }, 'Training images per second over the epochs.'),
          chartOf(points, 'rssBytes', { title: 'resident memory', scale: 'linear', kind: 'bytes', shown: [0] }, 'Memory of the engine process over the epochs.'),
        ],
      },
    ])
  },
}

const chartOf = (points: readonly ProgressPoint[], measure: Measure, y: ChartAxis, caption: string): ReportBlockOf<'chart'> =>
  ({ block: 'chart', caption, alternative: caption, chart: { kind: 'lines', x: epochAxis, y, lines: [{ label: '', colour: 0, stroke: 'solid', points: thinned(points, measure) }] } })
