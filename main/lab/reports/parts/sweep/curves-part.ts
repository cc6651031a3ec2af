// Curves of the best settings of a sweep.
import { withinSentence } from '@common/words/within-sentence'
import { phrase } from '@language/phrase'
import { settingWords } from '@common/sweeps/results/row-words'
import { resultFigures } from '@common/sweeps/results/result-figures'
import { paragraph } from '../../blocks'
import { epochChart } from '../epoch-charts'
import type { SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'

/** Settings that are drawn: as many as can be told apart. */
const mostDrawn = 5

export const curvesPart: SubjectPart<ReportedSweep> = {
  missing: ({ bestFirst }) => Promise.resolve(bestFirst.length > 0 ? null : phrase('No run of the sweep has ended an epoch.')),
  blocks: async (reported) => {
    const { bestFirst, telling, figure, sweep } = reported
    const runs = await reported.runs()
    const groups = bestFirst.slice(0, mostDrawn).map((row) => ({ label: settingWords(row, telling) || sweep.title, runs: row.points.flatMap(({ run }) => (run === null ? [] : (runs.get(run) ?? []))) }))
    const charts = (['accuracy', 'loss'] as const).flatMap((name) => epochChart(name, groups) ?? [])
    if (charts.length === 0) return []
    const all = bestFirst.length
    return [...(all > mostDrawn ? [paragraph(phrase('The best {drawn} of {all} settings by {figure}.', { drawn: mostDrawn, all, figure: withinSentence(resultFigures[figure].title) }))] : []), { block: 'beside', charts }]
  },
}
