// Where an experiment was run, how long it took, and the command that repeats it.
import { formatDuration, formatZonedMoment } from '@common/words/format'
import { sum } from '@common/statistics/sum'
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import { factsTable, paragraph } from '../../blocks'
import { whereRunsWere } from '../runs-environment'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const environmentPart: SubjectPart<ReportedExperiment> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const { record, plan, sources } = reported
    const runs = [...(await reported.runs()).values()]
    const command = `cnn-lab experiment ${record.name} --size ${record.size}`
    return [
      factsTable(phrase('Where the experiment was run, and how long it took.'), [
        ...(await whereRunsWere(runs, sources)),
        [phrase('Begun'), formatZonedMoment(record.createdAt)],
        [phrase('Ended'), formatZonedMoment(record.endedAt)],
        [phrase('Training and testing in all'), runs.length === 0 ? '' : formatDuration(sum(runs.map(({ elapsedSeconds }) => elapsedSeconds)))],
      ]),
      { block: 'listing', caption: record.isChanged ? phrase('Command that runs the experiment as the lab defines it.') : phrase('Command that repeats the experiment.'), language: 'shell', text: command },
      ...(record.isChanged ? changedPlan(JSON.stringify(plan, null, 2)) : []),
    ]
  },
}

const changedPlan = (text: string): readonly ReportBlock[] => [
  paragraph(phrase('The plan was changed on the page of the experiment; as it was run, it stands below.'), 'note'),
  { block: 'details', summary: phrase('The changed plan'), blocks: [{ block: 'listing', caption: phrase('Plan of the experiment as it was run, by its parts.'), language: 'json', text }] },
]
