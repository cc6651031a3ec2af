// Tags and notes that came along with runs, in words.
import { phrase } from '@language/phrase'
import type { RunMarks } from '@contract/bundles/bundle'
import { formatCounted } from './plain-format'

/** `2 tags and a note`, of all runs together; empty where there are none. */
export function marksWords(marks: readonly RunMarks[]): string {
  const tags = new Set(marks.flatMap((mark) => mark.tags)).size
  const notes = marks.filter(({ note }) => note !== '').length
  return [...(tags > 0 ? [formatCounted(tags, 'tag')] : []), ...(notes > 0 ? [notes === 1 ? phrase('a note') : formatCounted(notes, 'note')] : [])].join(phrase(' and '))
}
