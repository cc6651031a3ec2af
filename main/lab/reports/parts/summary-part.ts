// The summary of a run: what came out in sentences, and the figures that one looks at first.
import { conclusion } from '@common/conclusions/conclusion'
import { formatBytes, formatDuration, formatLoss, formatPercent, formatRate, pageFormats } from '@common/words/format'
import { problemSentence } from '@common/words/problem-sentence'
import type { ReportBlock } from '@contract/reports/report-block'
import type { RunRecord } from '@contract/runs/run-record'
import { alwaysThere, type RunPart } from './run-part'

export const summaryPart: RunPart = {
  missing: alwaysThere,
  section: (reported) => {
    const { run, dataset } = reported
    const tiles = tilesOf(run)
    const blocks: ReportBlock[] = [
      ...(run.problem ? [{ block: 'paragraph', role: 'problem', text: problemSentence(run.problem) } as const] : []),
      { block: 'paragraph', role: 'lead', text: conclusion(run, dataset, pageFormats) },
      ...(run.notice === null ? [] : [{ block: 'paragraph', role: 'note', text: run.notice } as const]),
      ...(tiles.length === 0 ? [] : [{ block: 'tiles', tiles } as const]),
    ]
    return Promise.resolve(reported.section('summary', blocks))
  },
}

function tilesOf(run: RunRecord): { label: string; value: string }[] {
  const tile = (label: string, value: number | null, words: (value: number) => string) => (value === null ? [] : [{ label, value: words(value) }])
  return [
    ...tile('test accuracy', run.testAccuracy, formatPercent),
    ...tile('test loss', run.testLoss, formatLoss),
    ...tile('train loss', run.trainLoss, formatLoss),
    ...tile('images per second', run.imagesPerSecond, formatRate),
    ...tile('training and testing', run.elapsedSeconds, formatDuration),
    ...tile('peak memory', run.peakRssBytes, formatBytes),
  ]
}
