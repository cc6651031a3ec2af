// Notices of a run, collected over all its resumptions.
import { sentences } from '@common/words/listed-words'

/** Adds a notice behind the others, unless it is one of them. */
export function withNotice(notices: string | null, further: string | null): string | null {
  if (further === null || notices?.includes(further)) return notices
  return notices === null ? further : sentences([notices, further])
}
