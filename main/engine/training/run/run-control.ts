// Pause, resume and stop: what the user asks of a run that goes on, looked at between chunks.

/** Thrown out of the run's work when it has to stop. */
export class StopRequested extends Error {}

export class RunControl {
  #request: 'none' | 'pause' | 'stop' = 'none'
  #wake: () => void = () => undefined

  pause(): void {
    if (this.#request === 'none') this.#request = 'pause'
  }

  resume(): void {
    if (this.#request === 'pause') this.#request = 'none'
    this.#wake()
  }

  stop(): void {
    this.#request = 'stop'
    this.#wake()
  }

  /**
   * To be called wherever the run can be interrupted.
   * @param whilePaused what to do when a pause begins; afterwards this waits
   * @returns seconds spent paused
   * @throws StopRequested
   */
  async check(whilePaused: () => Promise<void>, onResume: () => void): Promise<number> {
    if (this.#request === 'pause') {
      const start = performance.now()
      await whilePaused()
      while (this.#asks('pause')) await new Promise<void>((resolve) => (this.#wake = resolve))
      if (!this.#asks('stop')) onResume()
      this.#throwIfStopped()
      return (performance.now() - start) / 1000
    }
    this.#throwIfStopped()
    return 0
  }

  // The request changes while `check` waits, which a comparison of the field itself would not let the compiler believe.
  #asks(what: 'pause' | 'stop'): boolean {
    return this.#request === what
  }

  #throwIfStopped(): void {
    if (this.#request === 'stop') throw new StopRequested()
  }
}
