// Where a sweep was trained, how long it took, and the file and command that repeat it.
import { phrase } from '@language/phrase'
import { sum } from '@common/statistics/sum'
import { formatDuration, formatZonedMoment } from '@common/words/format'
import { factsTable } from '../../blocks'
import { whereRunsWere } from '../runs-environment'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'

export const environmentPart: SubjectPart<ReportedSweep> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const { sweep, sources } = reported
    const runs = [...(await reported.runs()).values()]
    const jobs = [...new Set(sweep.points.flatMap(({ cluster }) => cluster?.job ?? []))]
    return [
      factsTable(phrase('Where the sweep was trained, and how long it took.'), [
        [phrase('Place'), sweep.place.kind !== 'slurm' ? phrase('this lab') : jobs.length === 0 ? phrase('cluster, through SLURM') : phrase('cluster, through SLURM (job {jobs})', { jobs: jobs.join(', ') })],
        ...(await whereRunsWere(runs, sources)),
        [phrase('Begun'), formatZonedMoment(sweep.createdAt)],
        [phrase('Ended'), formatZonedMoment(sweep.endedAt)],
        [phrase('Training and testing in all'), runs.length === 0 ? '' : formatDuration(sum(runs.map(({ elapsedSeconds }) => elapsedSeconds)))],
      ]),
      { block: 'listing', caption: phrase('Command that repeats the sweep, with the file below.'), language: 'shell', text: `cnn-lab sweep sweep.json${sweep.place.kind === 'slurm' ? ' --on slurm' : ''}` },
      { block: 'details', summary: phrase('The file sweep.json'), blocks: [{ block: 'listing', caption: phrase('The sweep as a file.'), language: 'json', text: JSON.stringify(sweep.spec, null, 2) }] },
    ]
  },
}
