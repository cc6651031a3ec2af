// How long a download still takes, by the speed that it has had so far.
import type { DownloadProgress } from '@contract/data/known-datasets'

/** Milliseconds of which a speed is told before it is believed. */
const leastTime = 1000

export class DownloadClock {
  readonly #total: number
  readonly #now: () => number
  /** When the first bytes came, and how many were there before. */
  #begin: { readonly at: number; readonly bytes: number } | null = null

  constructor(total: number, now: () => number = () => performance.now()) {
    this.#total = total
    this.#now = now
  }

  at(done: number): Omit<DownloadProgress, 'dataset'> {
    const now = this.#now()
    this.#begin ??= { at: now, bytes: done }
    const [time, bytes] = [now - this.#begin.at, done - this.#begin.bytes]
    return { done, total: this.#total, secondsLeft: time < leastTime || bytes <= 0 ? null : ((this.#total - done) * time) / bytes / 1000 }
  }
}
