// What a chart of a report is before it has its place in the document.
import { phrase } from '@language/phrase'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ReportChart } from '@contract/reports/report-chart'

export interface DrawnChart {
  readonly chart: ReportChart
  /** How to read it; stands behind the title. */
  readonly caption: string
  /** What is seen, for those who do not see it. */
  readonly alternative: string
}

export const chartBlock = (title: string, { chart, caption, alternative }: DrawnChart): ReportBlockOf<'chart'> => ({ block: 'chart', caption: phrase('{title}. {caption}', { title, caption }), alternative, chart })
