// The curves of compared runs over each other, seeds of a setting as mean and shade.
import { enumeration, titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { EpochGroup } from '../epoch-charts'
import { epochChart } from '../epoch-charts'
import type { SubjectPart } from '../subject-part'
import type { ReportedComparison } from './reported-comparison'

export const curvesPart: SubjectPart<ReportedComparison> = {
  missing: ({ runs }) => Promise.resolve(runs.some(({ run }) => run.epochs.length > 0) ? null : phrase('None of the runs has ended an epoch.')),
  blocks: (reported) => {
    const groups = groupsOf(reported)
    const [accuracy, loss, speed] = (['accuracy', 'loss', 'speed'] as const).map((name) => epochChart(name, groups))
    const charts = [accuracy, loss].flatMap((chart) => chart ?? [])
    return Promise.resolve([...(charts.length === 0 ? [] : [{ block: 'beside', charts } as const]), ...(speed ? [speed] : [])])
  },
}

/** Sets of seeds are named by their settings and letters. */
function groupsOf({ runs, sets, hasSeeds }: ReportedComparison): readonly EpochGroup[] {
  if (!hasSeeds) return runs.map(({ letter, name, run }) => ({ label: titled(letter, name), runs: [run] }))
  return sets.map(({ name, members }) => ({ label: titled(enumeration(members.map(({ letter }) => letter)), name), runs: members.map(({ run }) => run) }))
}
