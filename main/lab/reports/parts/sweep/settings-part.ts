// What a sweep varies and how, where it was trained, and the settings that all its runs have.
import { smallBeginning } from '@common/words/within-sentence'
import { capital } from '@common/words/capital'
import { sweepLine } from '@common/sweeps/sweep-line'
import { sentences } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { strategies } from '@contract/sweeps/strategy'
import { paragraph } from '../../blocks'
import { baseSettings } from '../base-settings'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'

export const settingsPart: SubjectPart<ReportedSweep> = {
  missing: alwaysThere,
  blocks: ({ sweep: { spec, title, place }, sources }) => {
    const strategy = strategies.find(({ kind }) => kind === spec.strategy.kind)
    return Promise.resolve([
      paragraph(sentences([
        phrase('{sweep}.', { sweep: capital(sweepLine(spec)) }),
        ...(strategy ? [phrase('{title}: {description}', { title: strategy.title, description: smallBeginning(strategy.description) })] : []),
        place.kind === 'slurm' ? phrase('Trained on a cluster through SLURM.') : phrase('Trained on this machine.'),
      ])),
      ...baseSettings([{ title, sweep: spec }], sources.datasetInfo),
    ])
  },
}
