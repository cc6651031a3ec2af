// The reader's own conclusion.
import { phrase } from '@language/phrase'
import type { SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const conclusionPart: SubjectPart<ReportedExperiment> = {
  missing: ({ record }) => Promise.resolve(record.conclusion.trim() === '' ? phrase('You have written no conclusion yet.') : null),
  blocks: ({ record }) => Promise.resolve(record.conclusion.trim() === '' ? [] : [{ block: 'markdown', source: record.conclusion }]),
}
