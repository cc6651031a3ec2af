// The summary of an experiment: whether it is complete, what follows from its numbers, and which points failed.
import { pageSentences } from '@common/experiments/page-sentences'
import { isWanting, stateSentence } from '@common/experiments/state-sentence'
import { totalCounts } from '@common/experiments/total-counts'
import type { FailedRow } from '@common/experiments/failed-rows'
import { sum } from '@common/statistics/sum'
import { formatCount, formatDuration } from '@common/words/format'
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import { experimentSizeTitles } from '@contract/experiments/experiment-names'
import type { ReportBlock } from '@contract/reports/report-block'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

/** Most failed points that are told one by one. */
const mostTold = 8

export const summaryPart: SubjectPart<ReportedExperiment> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const { experiment, record, ended, plan } = reported
    const state = stateSentence(record)
    const sentences = pageSentences(experiment, ended, plan)
    return [
      ...(state === '' ? [] : [{ block: 'paragraph', role: isWanting(record) ? 'problem' : 'note', text: state } as const]),
      ...sentences.map((text) => ({ block: 'paragraph', role: 'lead', text } as const)),
      ...(sentences.length > 0 ? [] : [{ block: 'paragraph', role: 'plain', text: ended.length === 0 ? phrase('Nothing has been measured yet.') : phrase('The numbers do not say anything yet.') } as const]),
      { block: 'tiles', tiles: await tilesOf(reported) },
      ...failures(await reported.failed()),
    ]
  },
}

async function tilesOf(reported: ReportedExperiment): Promise<{ label: string; value: string }[]> {
  const { completed, total } = totalCounts(reported.record)
  const runs = [...(await reported.runs()).values()]
  return [
    { label: phrase('size'), value: experimentSizeTitles[reported.record.size] },
    { label: phrase('points complete'), value: phrase('{completed} of {total}', { completed: formatCount(completed), total: formatCount(total) }) },
    ...(runs.length === 0 ? [] : [{ label: phrase('training and testing in all'), value: formatDuration(sum(runs.map(({ elapsedSeconds }) => elapsedSeconds))) }]),
  ]
}

function failures(failed: readonly FailedRow[]): readonly ReportBlock[] {
  if (failed.length === 0) return []
  const items = failed.slice(0, mostTold).map(({ partTitle, point, words, problem }) => phrase('{part}, point {point}{values} failed: {problem}', { part: partTitle, point, values: words === '' ? '' : phrase(' ({values})', { values: words }), problem: problem ? problemSentence(problem) : phrase('the reason is not known.') }))
  return [{ block: 'list', items: failed.length > mostTold ? [...items, phrase('And {count} more.', { count: failed.length - mostTold })] : items }]
}
