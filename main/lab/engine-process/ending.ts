// Reports the end of an engine process once: when it is gone, or when it was killed and has not gone in time.
import type { EngineExit } from './channel'

/**
 * Milliseconds that a killed process may take to go, since it frees its memory first. A process that is blocked in the kernel, in a call
 * of a GPU's driver, stays for as long as that call, and nothing may wait for it.
 */
const usualPatience = 10_000

export class Ending {
  readonly #listeners: ((exit: EngineExit) => void)[] = []
  readonly #patience: number
  #told = false
  #timer: NodeJS.Timeout | null = null

  constructor(patience = usualPatience) {
    this.#patience = patience
  }

  /** Whether the process counts as gone. */
  get isTold(): boolean {
    return this.#told
  }

  onExit(listener: (exit: EngineExit) => void): void {
    this.#listeners.push(listener)
  }

  tell(exit: EngineExit): void {
    if (this.#told) return
    this.#told = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    for (const listener of this.#listeners) listener(exit)
  }

  /**
   * To be called after killing the process: its end is reported when it comes, or when the patience is over.
   * @param letGo called when the patience is over, so that the process no longer keeps this program alive
   */
  awaitKilled(letGo: () => void): void {
    if (this.#told) return
    this.#timer ??= setTimeout(() => {
      letGo()
      this.tell({ code: null, signal: 'SIGKILL', lastWords: '' })
    }, this.#patience)
  }
}
