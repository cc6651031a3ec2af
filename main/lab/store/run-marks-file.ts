// What users put on a run, in a file beside its checkpoints: the store has it, too, but a run that is found again after the store was lost has nothing else.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { titleSchema } from '@contract/runs/run-record'
import { maxNoteLength, maxTagLength } from '@contract/runs/run-row'
import { readRegularNow } from '../../files/regular-file'

/** Name of the file in the folder of its run. */
export const runMarksFile = 'marks.json'

/** Tags of a run that are kept, as many as bundles take along. */
const mostTags = 1000

/** Largest file that is read: one with all tags and the longest note is smaller. */
const mostBytes = 1 << 20

const keptMarksSchema = z.object({
  title: titleSchema,
  /** Whether the title was made of the settings; null: an earlier version wrote the file. */
  isTitleMade: z.boolean().nullable().default(null),
  tags: z.array(z.string().min(1).max(maxTagLength)).max(mostTags),
  note: z.string().max(maxNoteLength),
  isPinned: z.boolean(),
})
export type KeptMarks = z.infer<typeof keptMarksSchema>

export const writtenMarks = ({ title, isTitleMade, tags, note, isPinned }: KeptMarks): string => `${JSON.stringify({ title, isTitleMade, tags: tags.slice(0, mostTags), note, isPinned })}\n`

/** The marks in the folder of a run; null where there are none, or something else stands there. */
export function readMarks(runFolder: string): KeptMarks | null {
  const path = join(runFolder, runMarksFile)
  try {
    if (statSync(path).size > mostBytes) return null
    return keptMarksSchema.safeParse(JSON.parse(readRegularNow(path, 'utf8'))).data ?? null
  } catch {
    return null // runs of earlier versions have none
  }
}
