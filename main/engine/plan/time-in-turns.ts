// Times programs in turns: a slow moment of a shared machine falls on all of them alike.
import type { TimedProgram } from './timed-program'

export interface Contestant {
  readonly name: string
  readonly open: () => Promise<TimedProgram>
}

export interface Contest {
  /** Whether no time is left: then nothing is begun but the first. */
  readonly isOver?: () => boolean
  /** A program whose first run takes so many times as long as the quickest one's is not run again: most of it may be memory that comes fresh from the system. */
  readonly hopeless?: number
  /** One that takes so many times as long as the quickest after two rounds is out of the contest. */
  readonly outrun?: number
  /** Most rounds, and seconds for each program after which there are no more than the least. */
  readonly most?: number
  readonly seconds?: number
}

/** Fewest rounds of those that are left, beside the first runs, which fill caches and memory. An arena may still grow in the second run, and the machine may become slower or faster between two programs, so that one is not enough. */
const leastRounds = 2

/** @returns the least seconds of those that were begun, by name */
export async function timeInTurns(contestants: readonly Contestant[], { isOver = () => false, hopeless = 3, outrun = 1.4, most = 6, seconds: longest = 0.1 }: Contest = {}): Promise<ReadonlyMap<string, number>> {
  const least = new Map<string, number>()
  const quickest = (): number => Math.min(...least.values())
  const running = new Map<string, TimedProgram>()
  const leave = async (name: string, program: TimedProgram): Promise<void> => {
    running.delete(name)
    await program.close()
  }
  try {
    for (const { name, open } of contestants) {
      if (least.size > 0 && isOver()) break
      const program = await open()
      running.set(name, program)
      const first = await program.seconds()
      least.set(name, first)
      if (first > hopeless * quickest()) await leave(name, program)
    }
    let spent = 0
    for (let round = 0; round < leastRounds || (round < most && spent < longest * running.size); round++) {
      for (const [name, program] of running) {
        const seconds = await program.seconds()
        spent += seconds
        least.set(name, round === 0 ? seconds : Math.min(seconds, least.get(name) ?? seconds))
      }
      if (round === 0) continue
      for (const [name, program] of running) if ((least.get(name) ?? Infinity) > outrun * quickest()) await leave(name, program)
    }
    return least
  } finally {
    for (const program of running.values()) await program.close()
  }
}
