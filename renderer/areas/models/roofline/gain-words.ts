// A gain of speed in words.
import { formatPercent } from '@common/words/format'

/** `+9.5 %`; a dash where it rounds to nothing. */
export function gainWords(gain: number): string {
  return gain < 0.0005 ? '–' : `+${formatPercent(gain)}`
}
