// The settings with which the parts of an experiment train.
import { phrase } from '@language/phrase'
import { baseSettings } from '../base-settings'
import type { SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const settingsPart: SubjectPart<ReportedExperiment> = {
  missing: ({ bases }) => Promise.resolve(bases.length > 0 ? null : phrase('The experiment trains nothing: all of it is counted or measured.')),
  blocks: ({ bases, sources }) => Promise.resolve(baseSettings(bases, sources.datasetInfo)),
}
