// The data sets that the parts of an experiment train on.
import { phrase } from '@language/phrase'
import { setsBlocks } from '../data-sets'
import type { SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const dataPart: SubjectPart<ReportedExperiment> = {
  missing: ({ bases }) => Promise.resolve(bases.length > 0 ? null : phrase('The experiment trains nothing.')),
  blocks: ({ bases, sources }) => setsBlocks(bases.map(({ sweep }) => sweep.base), sources),
}
