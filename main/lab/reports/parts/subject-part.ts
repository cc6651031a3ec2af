// The parts of a report of one kind of subject: which are ticked, in the order of the table of parts, and which there are not.
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportSection } from '@contract/reports/report-document'
import { partsOfSubject, reportParts, type ReportPartName, type ReportSubjectKind } from '@contract/reports/report-parts'
import { logTrouble } from '../../../log/log'
import { paragraph } from '../blocks'
import type { MissingParts } from '../subject-report'

export interface SubjectPart<Reported> {
  /** Why the subject does not have the part, in a sentence; null: it has it. Looks, and measures nothing. */
  readonly missing: (reported: Reported) => Promise<string | null>
  /** None where there is nothing to tell. @throws LabError what keeps the part from being made, which the report then says in its place */
  readonly blocks: (reported: Reported) => Promise<readonly ReportBlock[]>
}

export type SubjectParts<Reported> = Partial<Record<ReportPartName, SubjectPart<Reported>>>

/** For parts that every subject has. */
export const alwaysThere = (): Promise<null> => Promise.resolve(null)

/** The blocks of a part; where it cannot be made, the reason, so that one damaged file does not cost the whole report. @param of id of what is reported, for the log */
export async function blocksOf<Reported>(part: SubjectPart<Reported>, reported: Reported, of: string): Promise<readonly ReportBlock[]> {
  try {
    return await part.blocks(reported)
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    logTrouble('reports', 'part not made', error, { of })
    return [paragraph(phrase('This part could not be made. {problem}', { problem: problemSentence(error) }), 'problem')]
  }
}

/** The ticked parts that have something to tell. @param of id of what is reported */
export async function tickedSections<Reported>(kind: ReportSubjectKind, of: string, parts: SubjectParts<Reported>, reported: Reported, ticked: readonly ReportPartName[]): Promise<readonly ReportSection[]> {
  const sections: ReportSection[] = []
  for (const name of partsOfSubject(kind)) {
    const part = ticked.includes(name) ? parts[name] : undefined
    const blocks = part ? await blocksOf(part, reported, of) : []
    if (blocks.length > 0) sections.push({ id: name, title: reportParts[name].title, part: name, blocks, sections: [] })
  }
  return sections
}

export async function missingParts<Reported>(kind: ReportSubjectKind, parts: SubjectParts<Reported>, reported: Reported): Promise<MissingParts> {
  const missing: MissingParts = {}
  for (const name of partsOfSubject(kind)) {
    const reason = await parts[name]?.missing(reported)
    if (typeof reason === 'string') missing[name] = reason
  }
  return missing
}
