// How far an experiment is, in a sentence, for those who read its results later.
import { phrase } from '@language/phrase'
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import { sum } from '../statistics/sum'
import { progressWords } from '../sweeps/sweep-line'
import { formatCounted } from '../words/format'
import { betweenSentences } from '../words/sentences'
import { totalCounts } from './total-counts'

type State = Pick<ExperimentRecord, 'status' | 'parts'>

/** Whether something is missing: points whose training diverged are results, and no fault. */
export function isWanting({ status, parts }: State): boolean {
  const counts = totalCounts({ parts })
  return status !== 'completed' || counts.completed + divergedPoints({ parts }) < counts.total
}

/** Empty where every point is complete. */
export function stateSentence({ status, parts }: State): string {
  const counts = totalCounts({ parts })
  const diverged = divergedPoints({ parts })
  if (status !== 'completed' || counts.completed + counts.failed < counts.total) {
    const ofFailed = diverged > 0 ? [phrase('Of the failed points {diverged} diverged, which is a result.', { diverged })] : []
    return [phrase('This experiment is not complete: {counts}.', { counts: progressWords(counts) }), ...ofFailed].join(betweenSentences)
  }
  const faults = counts.failed - diverged
  return [
    ...(faults > 0 ? [phrase('{points} of {total} failed; the rest stands.', { points: formatCounted(faults, 'point'), total: counts.total })] : []),
    divergedSentence({ parts }),
  ].filter((sentence) => sentence !== '').join(betweenSentences)
}

/** What became of the failed points whose training diverged; empty: there are none. */
export function divergedSentence({ parts }: Pick<State, 'parts'>): string {
  const diverged = divergedPoints({ parts })
  return diverged === 0 ? '' : phrase('{points} of {total} diverged, which is a result.', { points: formatCounted(diverged, 'point'), total: totalCounts({ parts }).total })
}

const divergedPoints = ({ parts }: Pick<State, 'parts'>): number => sum(parts.map(({ diverged }) => diverged))
