// `--unit`: numbers of units, e.g. `3`, `0,2,5` or `0-9`.
import { phrase } from '@language/phrase'
import { UsageError } from '../../flags/usage-error'

/** Most units at a time. */
const mostUnits = 64

/** In the order in which they are named. @throws UsageError */
export function unitsOf(text: string): readonly number[] {
  const units = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part.trim()) ?? []
    if (first === undefined || Number(last) < Number(first)) throw new UsageError(phrase('--unit takes numbers from 0, e.g. 3, 0,2,5 or 0-9, not "{text}".', { text }))
    return Array.from({ length: Math.min(mostUnits + 1, Number(last) - Number(first) + 1) }, (_, place) => Number(first) + place)
  })
  if (units.length > mostUnits) throw new UsageError(phrase('--unit takes {most} units at a time.', { most: mostUnits }))
  return [...new Set(units)]
}
