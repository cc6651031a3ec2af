// Starts one engine process before it is known what for: it loads its programs while the lab opens.
import type { EngineCommand } from '@contract/engine/engine-messages'
import type { EngineChannel, EngineExit, EngineLauncher } from './channel'

/** A launcher whose first process may have been started ahead; whoever launches first gets it, all others get new ones. */
export class AheadLauncher implements EngineLauncher {
  readonly #launcher: EngineLauncher
  #ahead: HeldChannel | null = null

  constructor(launcher: EngineLauncher) {
    this.#launcher = launcher
  }

  /** Starts a process now. */
  startAhead(): void {
    this.#ahead ??= new HeldChannel(this.#launcher.launch())
  }

  launch(): EngineChannel {
    const ahead = this.#ahead
    this.#ahead = null
    return ahead && !ahead.hasEnded ? ahead : this.#launcher.launch()
  }

  /** Ends the process that was started ahead where nobody has taken it: it would keep this program alive. */
  discard(): void {
    this.#ahead?.kill()
    this.#ahead = null
  }
}

/** A channel whose first listeners hear what came before them, in the next turn. */
class HeldChannel implements EngineChannel {
  readonly #channel: EngineChannel
  readonly #messages = new Held<unknown>()
  readonly #errorOutput = new Held<Uint8Array>()
  readonly #exits = new Held<EngineExit>()

  constructor(channel: EngineChannel) {
    this.#channel = channel
    channel.onMessage(this.#messages.add)
    channel.onErrorOutput(this.#errorOutput.add)
    channel.onExit(this.#exits.add)
  }

  get hasEnded(): boolean {
    return this.#exits.count > 0
  }

  get pid(): number | undefined {
    return this.#channel.pid
  }

  send(command: EngineCommand): void {
    this.#channel.send(command)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messages.listen(listener)
  }

  onErrorOutput(listener: (bytes: Uint8Array) => void): void {
    this.#errorOutput.listen(listener)
  }

  onExit(listener: (exit: EngineExit) => void): void {
    this.#exits.listen(listener)
  }

  kill(): void {
    this.#channel.kill()
  }
}

/** Events that are kept until somebody listens. */
class Held<Event> {
  #kept: Event[] = []
  readonly #listeners: ((event: Event) => void)[] = []
  count = 0

  readonly add = (event: Event): void => {
    this.count += 1
    if (this.#isHeld) this.#kept.push(event)
    else for (const listener of this.#listeners) listener(event)
  }

  /** Whether events are kept back: nobody listens, or the kept ones have not been told yet. */
  get #isHeld(): boolean {
    return this.#listeners.length === 0 || this.#kept.length > 0
  }

  listen(listener: (event: Event) => void): void {
    this.#listeners.push(listener)
    // Not within this call: whoever launches a process is still setting up.
    queueMicrotask(() => {
      const kept = this.#kept
      this.#kept = []
      for (const event of kept) for (const one of this.#listeners) one(event)
    })
  }
}
