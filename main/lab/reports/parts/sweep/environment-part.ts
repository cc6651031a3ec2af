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
        ['Place', sweep.place.kind === 'slurm' ? phrase('cluster, through SLURM{which}', { which: jobs.length === 0 ? '' : phrase(' (job {jobs})', { jobs: jobs.join(', ') }) }) : phrase('this lab')],
        ...(await whereRunsWere(runs, sources)),
        ['Begun', formatZonedMoment(sweep.createdAt)],
        ['Ended', formatZonedMoment(sweep.endedAt)],
        [phrase('Training and testing in all'), runs.length === 0 ? '' : formatDuration(sum(runs.map(({ elapsedSeconds }) => elapsedSeconds)))],
      ]),
      { block: 'listing', caption: phrase('Command that repeats the sweep, with the file below.'), language: 'shell', text: phrase('cnn-lab sweep sweep.json{which}', { which: sweep.place.kind === 'slurm' ? phrase(' --on slurm') : '' }) },
      { block: 'details', summary: phrase('The file sweep.json'), blocks: [{ block: 'listing', caption: phrase('The sweep as a file.'), language: 'json', text: JSON.stringify(sweep.spec, null, 2) }] },
    ]
  },
}
