// The summary of a sweep: whether it is complete, its best setting, what its settings decide, and which points failed.
import { withinSentence } from '@common/words/within-sentence'
import { sum } from '@common/statistics/sum'
import { importanceSentence } from '@common/sweeps/results/importance-words'
import { pointImportance } from '@common/sweeps/results/importance-bars'
import { resultFigures } from '@common/sweeps/results/result-figures'
import { settingWords, spreadText } from '@common/sweeps/results/row-words'
import { progressWords } from '@common/sweeps/sweep-line'
import { formatCount, formatCounted, formatDuration } from '@common/words/format'
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import { paragraph } from '../../blocks'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'

/** Most failed points that are told one by one. */
const mostTold = 8

export const summaryPart: SubjectPart<ReportedSweep> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const { sweep } = reported
    const state = sweepState(reported)
    const runs = [...(await reported.runs()).values()]
    return [
      ...(state === '' ? [] : [paragraph(state, 'problem')]),
      ...(sweep.problem ? [paragraph(problemSentence(sweep.problem), 'problem')] : []),
      ...leadWords(reported).map((words) => paragraph(words, 'lead')),
      {
        block: 'tiles',
        tiles: [
          { label: phrase('points complete'), value: phrase('{completed} of {total}', { completed: formatCount(sweep.counts.completed), total: formatCount(sweep.counts.total) }) },
          ...bestTile(reported),
          ...(runs.length === 0 ? [] : [{ label: phrase('training and testing in all'), value: formatDuration(sum(runs.map(({ elapsedSeconds }) => elapsedSeconds))) }]),
        ],
      },
      ...failures(reported),
    ]
  },
}

/** Empty where every point is complete. Points that successive halving has halted are as they should be. */
export function sweepState({ sweep: { counts, status } }: Pick<ReportedSweep, 'sweep'>): string {
  if (status !== 'completed' || counts.completed + counts.halted + counts.failed < counts.total) return phrase('This sweep is not complete: {counts}.', { counts: progressWords(counts) })
  return counts.failed === 0 ? '' : phrase('{failed} of {total} failed; the rest stands.', { failed: formatCounted(counts.failed, 'point'), total: counts.total })
}

function leadWords({ bestFirst, axes, varying, figure, sweep }: ReportedSweep): readonly string[] {
  const [best] = bestFirst
  if (!best) return [phrase('Nothing has been measured yet.')]
  const { title, axisTitle } = resultFigures[figure]
  const spread = best.figures[figure]
  const seeds = spread && spread.count > 1 ? phrase(' over {count}', { count: formatCounted(spread.count, 'seed') }) : ''
  const at = settingWords(best, axes)
  const importance = varying.length === 0 ? 'too few' : pointImportance(sweep.points, varying, figure, sweep.spec.strategy.kind === 'asha')
  return [
    phrase('The best {figure}, {value}{seeds}, is that of {setting}.', { figure: withinSentence(title), value: spread ? spreadText(figure, spread) : '', seeds, setting: at === '' ? phrase('the setting') : at }),
    ...(typeof importance === 'string' ? [] : [importanceSentence(importance, varying, axisTitle)]),
  ]
}

function bestTile({ bestFirst: [best], figure }: ReportedSweep): readonly { label: string; value: string }[] {
  const spread = best?.figures[figure]
  return spread ? [{ label: phrase('best {figure}', { figure: withinSentence(resultFigures[figure].title) }), value: spreadText(figure, spread) }] : []
}

function failures({ sweep: { points }, axes }: ReportedSweep): readonly ReportBlock[] {
  const failed = points.filter(({ status }) => status === 'failed')
  if (failed.length === 0) return []
  const hasSeeds = new Set(points.map(({ seed }) => seed)).size > 1
  const items = failed.slice(0, mostTold).map((point) => {
    const words = [settingWords(point, axes), hasSeeds ? phrase('seed {seed}', { seed: point.seed }) : ''].filter((part) => part !== '').join(phrase(', '))
    return phrase('Point {number}{values} failed: {problem}', { number: point.number, values: words === '' ? '' : phrase(' ({values})', { values: words }), problem: point.problem ? problemSentence(point.problem) : phrase('the reason is not known.') })
  })
  return [{ block: 'list', items: failed.length > mostTold ? [...items, phrase('And {count} more.', { count: failed.length - mostTold })] : items }]
}
