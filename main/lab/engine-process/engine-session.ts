// One engine process as the lab uses it: its messages are checked against the contract, its end is reported once.
import { constants, setPriority } from 'node:os'
import { phrase } from '@language/phrase'
import { processEventSchema, type EngineCommand } from '@contract/engine/engine-messages'
import { faultsOf } from '@contract/issue-words'
import type { Problem } from '@contract/problem'
import type { z } from 'zod'
import type { EngineChannel, EngineExit, EngineLauncher } from './channel'
import { log, logTrouble } from '../../log/log'
import { exitProblem } from './exit-problem'

/** How long a process may take until it is ready, in milliseconds; a cold disk and a virus scanner included. */
const startLimit = 60_000

export interface SessionListener<Event> {
  /** What the process is doing, for the message after its crash, e.g. `training`. */
  readonly doing: string
  /** What the user can do when the process ends unexpectedly. */
  readonly remedy: string
  /** Whether the process leaves the processors to others, as to a run that trains; default: not. */
  readonly isInBackground?: boolean
  /** The messages of the process other than `ready` and `failed`. */
  readonly events: z.ZodType<Event>
  /** The process takes commands now. */
  onReady(): void
  onEvent(event: Event): void
  /** The last command could not be done. */
  onFailed(problem: Problem): void
  /** Gets what the process writes to standard error; the problem of its end does not quote it then. */
  onErrorOutput?(bytes: Uint8Array): void
  /**
   * The process has ended, or was ended because it broke the contract; nothing follows.
   * @param problem what went wrong; null where `end()` was called before
   */
  onEnd(problem: Problem | null): void
}

/** @typeParam Event messages of the process other than `ready` and `failed` */
export class EngineSession<Event> {
  readonly #channel: EngineChannel
  readonly #listener: SessionListener<Event>
  readonly #startTimer: NodeJS.Timeout
  #expected = false
  /** Why we ended the process ourselves. */
  #verdict: Problem | null = null

  constructor(launcher: EngineLauncher, listener: SessionListener<Event>) {
    this.#listener = listener
    this.#channel = launched(launcher)
    this.#channel.onMessage((message) => {
      this.#receive(message)
    })
    this.#channel.onErrorOutput((bytes) => listener.onErrorOutput?.(bytes))
    this.#channel.onExit((exit) => {
      this.#finish(exit)
    })
    let seconds = 0
    // In seconds of this process: while it is suspended, or the machine sleeps, it counts none.
    this.#startTimer = setInterval(() => {
      seconds += 1
      if (seconds < startLimit / 1000) return
      const message = phrase('The engine process did not start within {seconds} seconds.', { seconds: startLimit / 1000 })
      this.#condemn({ code: 'engine/not-started', message, remedy: phrase('Try again; end other programs that keep this machine busy.') })
    }, 1000)
  }

  send(command: EngineCommand): void {
    this.#channel.send(command)
  }

  /** Ends the process at once; the end is expected then. `onEnd` tells when it is gone. */
  end(): void {
    this.#expected = true
    this.#channel.kill()
  }

  #receive(message: unknown): void {
    if (this.#expected || this.#verdict) return
    const own = processEventSchema.safeParse(message)
    if (own.success) {
      this.#receiveOwn(own.data)
      return
    }
    const parsed = this.#listener.events.safeParse(message)
    if (parsed.success) {
      this.#listener.onEvent(parsed.data)
    } else {
      const text = phrase('The engine process said something that the lab does not understand: {faults}', { faults: faultsOf(parsed.error) })
      this.#condemn({ code: 'engine/protocol', message: text, remedy: phrase('Please report this.') })
    }
  }

  #receiveOwn(event: z.infer<typeof processEventSchema>): void {
    if (event.type === 'ready') {
      clearInterval(this.#startTimer)
      log('info', 'engine', 'process ready', { doing: this.#listener.doing, enginePid: this.#channel.pid })
      if (this.#listener.isInBackground) this.#giveWay()
      this.#listener.onReady()
    } else {
      this.#listener.onFailed(event.problem)
    }
  }

  #giveWay(): void {
    const { pid } = this.#channel
    if (pid === undefined) return
    try {
      // Not the lowest: beside a run that uses every processor, such a process would stand still.
      setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
    } catch (error) {
      logTrouble('engine', 'priority not lowered', error, { enginePid: pid }) // it answers all the same
    }
  }

  #condemn(problem: Problem): void {
    this.#verdict ??= problem
    this.#channel.kill()
  }

  #finish(exit: EngineExit): void {
    clearInterval(this.#startTimer)
    const { doing, remedy } = this.#listener
    const facts = { doing, enginePid: this.#channel.pid, code: exit.code, signal: exit.signal, reason: this.#verdict?.code ?? (this.#expected ? 'ended by the lab' : (exit.reason ?? 'by itself')) }
    log(this.#expected && !this.#verdict ? 'info' : 'error', 'engine', 'process ended', facts)
    const ending = this.#listener.onErrorOutput ? { ...exit, lastWords: '' } : exit
    this.#listener.onEnd(this.#verdict ?? (this.#expected ? null : exitProblem(ending, doing, remedy)))
  }
}

/** The channel of a new process; where the launcher throws, that of a process that could not be started. */
function launched(launcher: EngineLauncher): EngineChannel {
  try {
    return launcher.launch()
  } catch (error) {
    const lastWords = error instanceof Error ? error.message : String(error)
    return {
      pid: undefined,
      send: () => undefined,
      onMessage: () => undefined,
      onErrorOutput: () => undefined,
      onExit: (listener) => {
        queueMicrotask(() => {
          listener({ code: null, signal: null, lastWords })
        })
      },
      kill: () => undefined,
    }
  }
}
