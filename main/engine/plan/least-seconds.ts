// The least time of several runs of a program, with numbers to run it on.
import type { Feeds, Session } from '../runtime/session'

/** How many runs of a program are timed, after a first one that fills caches and the memory arena. */
export interface TimedRuns {
  readonly least: number
  readonly most: number
  /** After which there are no more than the least. */
  readonly seconds: number
}

/** @returns seconds */
export async function leastSeconds(session: Session, feeds: Feeds, outputs: readonly string[], runs: TimedRuns): Promise<number> {
  await secondsOfRun(session, feeds, outputs)
  let [least, spent] = [Infinity, 0]
  for (let run = 0; run < runs.most && (run < runs.least || spent < runs.seconds); run++) {
    const seconds = await secondsOfRun(session, feeds, outputs)
    least = Math.min(least, seconds)
    spent += seconds
  }
  return least
}

export async function secondsOfRun(session: Session, feeds: Feeds, outputs: readonly string[]): Promise<number> {
  const start = performance.now()
  await session.run(feeds, outputs)
  return (performance.now() - start) / 1000
}

/** Numbers within -1/2..1/2 of no pattern that matters to a processor. */
export function numbers(count: number): Float32Array {
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) values[index] = (Math.imul(index, 2_654_435_761) >>> 0) / 2 ** 32 - 0.5
  return values
}
