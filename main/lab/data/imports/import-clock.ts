// How far an import is, and how long its images will still take.
import type { Answering } from '@contract/engine/engine-messages'
import type { ImportProgress } from '@contract/data/imports'

/** Milliseconds of work before the time left is told: the first images tell little. */
const leastMilliseconds = 1000

export class ImportClock {
  readonly #now: () => number
  /** When the first images were done, and how many. */
  #begin: { readonly at: number; readonly done: number } | null = null

  /** @param now milliseconds that only grow */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Before images are counted. */
  get opening(): ImportProgress {
    return { phase: 'opening', done: 0, total: 0, secondsLeft: null }
  }

  at({ done, total }: Pick<Answering, 'done' | 'total'>): ImportProgress {
    this.#begin ??= { at: this.#now(), done }
    const elapsed = this.#now() - this.#begin.at
    const count = done - this.#begin.done
    const isKnown = elapsed >= leastMilliseconds && count > 0
    return { phase: done < total ? 'images' : 'finishing', done, total, secondsLeft: isKnown ? (elapsed / 1000 / count) * (total - done) : null }
  }
}
