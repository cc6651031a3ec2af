// When the runs of the queue are expected to end: each takes the place that becomes free first, in the order of turns.

/** Seconds that a run still takes alone on its device; null where that is not known. */
type SecondsLeft = number | null

export interface QueuedWork {
  /** Of the runs that train now. */
  readonly going: readonly SecondsLeft[]
  /** Of the runs that wait, in the order of their turns. */
  readonly waiting: readonly SecondsLeft[]
  readonly atOnce: number
  /** Speed of each of several runs that train side by side, compared with one alone. */
  readonly speed: number
  readonly isHeld: boolean
}

/** Ends of all runs in seconds from now, those that train first. Behind a run whose end is not known none is. */
export function expectedEnds({ going, waiting, atOnce, speed, isHeld }: QueuedWork): readonly SecondsLeft[] {
  const isAlone = atOnce === 1 || going.length + waiting.length <= 1
  const duration = (seconds: SecondsLeft): SecondsLeft => (seconds === null ? null : seconds / (isAlone ? 1 : speed))
  // What a run that trains says of its end was measured beside the others already.
  // Where more train than may, only the last ones to end are followed by others.
  const followed = [...going].sort((a, b) => (a ?? Infinity) - (b ?? Infinity)).slice(Math.max(0, going.length - atOnce))
  const free = [...followed, ...Array.from({ length: Math.max(0, atOnce - going.length) }, () => 0)]
  const ends = waiting.map((seconds): SecondsLeft => {
    if (isHeld || free.includes(null)) return null
    const known = free.map(Number)
    const start = Math.min(...known)
    const takes = duration(seconds)
    const end = takes === null ? null : start + takes
    free[known.indexOf(start)] = end
    return end
  })
  return [...going, ...ends]
}

/** When everything has ended; null where some end is not known. */
export function lastEnd(ends: readonly SecondsLeft[]): SecondsLeft {
  return ends.includes(null) ? null : Math.max(0, ...ends.map(Number))
}
