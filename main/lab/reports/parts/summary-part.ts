// The summary of a run: what came out in sentences, and the figures that one looks at first.
import { conclusion } from '@common/conclusions/conclusion'
import { formatBytes, formatDuration, formatLoss, formatPercent, formatRate, pageFormats } from '@common/words/format'
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import type { RunRecord } from '@contract/runs/run-record'
import { paragraph } from '../blocks'
import type { RunPart } from './run-part'
import { alwaysThere } from './subject-part'
import type { ReportedRun } from './reported-run'

export const summaryPart: RunPart = {
  missing: alwaysThere,
  blocks: (reported) => {
    const tiles = tilesOf(reported.run)
    return Promise.resolve([...sentences(reported), ...(tiles.length === 0 ? [] : [{ block: 'tiles', tiles } as const])])
  },
}

/** What went wrong, what came out, and what the lab has to say of it. */
export function sentences({ run, dataset }: ReportedRun): readonly ReportBlock[] {
  return [
    ...(run.problem ? [paragraph(problemSentence(run.problem), 'problem')] : []),
    paragraph(conclusion(run, dataset, pageFormats), 'lead'),
    ...(run.notice === null ? [] : [paragraph(run.notice, 'note')]),
  ]
}

function tilesOf(run: RunRecord): { label: string; value: string }[] {
  const tile = (label: string, value: number | null, words: (value: number) => string) => (value === null ? [] : [{ label, value: words(value) }])
  return [
    ...tile(phrase('test accuracy'), run.testAccuracy, formatPercent),
    ...tile(phrase('test loss'), run.testLoss, formatLoss),
    ...tile(phrase('validation accuracy'), run.validationAccuracy, formatPercent),
    ...tile(phrase('validation loss'), run.validationLoss, formatLoss),
    ...tile(phrase('train loss'), run.trainLoss, formatLoss),
    ...tile(phrase('images per second'), run.imagesPerSecond, formatRate),
    ...tile(phrase('training and testing'), run.elapsedSeconds, formatDuration),
    ...tile(phrase('peak memory'), run.peakRssBytes, formatBytes),
  ]
}
