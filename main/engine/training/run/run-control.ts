// Pause, resume and stop: the user's requests to a running run, acted on between chunks.

/** Thrown by `RunControl.check` when the run has to stop. */
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
   * Acts on the user's request; called wherever the run can be interrupted.
   * @param whilePaused called when a pause begins, before the wait
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

  // A method, as the compiler would take a comparison of the field itself for constant, although the field changes while `check` waits.
  #asks(what: 'pause' | 'stop'): boolean {
    return this.#request === what
  }

  #throwIfStopped(): void {
    if (this.#request === 'stop') throw new StopRequested()
  }
}
