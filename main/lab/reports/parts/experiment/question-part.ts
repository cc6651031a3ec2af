// The question of an experiment, and what was run to answer it.
import { workLine } from '@common/experiments/part-words'
import { planChanges } from '@common/experiments/plan-changes'
import { phrase } from '@language/phrase'
import { experimentSizeTitles } from '@contract/experiments/experiment-names'
import type { ReportBlock } from '@contract/reports/report-block'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const questionPart: SubjectPart<ReportedExperiment> = {
  missing: alwaysThere,
  blocks: (reported) => {
    const { experiment, record, plan } = reported
    const changes = record.isChanged ? planChanges(experiment, record.size, plan) : []
    const blocks: ReportBlock[] = [
      { block: 'paragraph', role: 'plain', text: `“${experiment.question}”` },
      { block: 'paragraph', role: 'note', text: phrase('{words}.', { words: experiment.source }) },
      { block: 'paragraph', role: 'plain', text: experiment.approach },
      { block: 'paragraph', role: 'plain', text: phrase('{size} size. {note}', { size: experimentSizeTitles[record.size], note: experiment.sizes[record.size].note }) },
      ...(record.isChanged ? [{ block: 'paragraph', role: 'plain', text: changes.length === 0 ? phrase('The plan was changed.') : phrase('The plan was changed:') } as const] : []),
      ...(changes.length === 0 ? [] : [{ block: 'list', items: changes } as const]),
      {
        block: 'table',
        caption: phrase('What was run, part by part.'),
        columns: [{ title: phrase('Part'), kind: 'text' }, { title: phrase('Work'), kind: 'text' }, { title: phrase('Points complete'), kind: 'number' }],
        rows: record.parts.map(({ name, work, counts }) => [{ text: reported.titleOf(name) }, { text: workLine(work) }, { text: phrase('{completed} of {total}', { completed: counts.completed, total: counts.total }), value: counts.completed }]),
      },
    ]
    return Promise.resolve(blocks)
  },
}
