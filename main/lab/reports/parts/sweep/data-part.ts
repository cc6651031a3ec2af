// The data set that the runs of a sweep train on.
import { setsBlocks } from '../data-sets'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'

export const dataPart: SubjectPart<ReportedSweep> = {
  missing: alwaysThere,
  blocks: ({ sweep: { spec }, sources }) => setsBlocks([spec.base], sources),
}
