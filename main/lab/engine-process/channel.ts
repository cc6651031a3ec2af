// The channel to an engine process, whatever kind of process that is: forked by Node or a utility process of Electron.
import type { EngineCommand } from '@contract/engine/engine-messages'

/** How an engine process ended. */
export interface EngineExit {
  /** Exit code; null where a signal ended the process, or where it never started. */
  readonly code: number | null
  /** Name of the signal that ended the process, e.g. `SIGKILL`; null where none did or the platform does not tell. */
  readonly signal: string | null
  /** The last lines that the process wrote to standard error, or why it could not be started; empty where there are none. */
  readonly lastWords: string
  /** Electron's reason, e.g. `oom` or `launch-failed`; absent where there is none, as for processes of Node. */
  readonly reason?: string
}

/** One living engine process. Listeners that are added in the turn of `launch()` miss nothing. */
export interface EngineChannel {
  /** Process id; undefined until the process exists (late for a utility process). */
  readonly pid: number | undefined
  /** Sends a command. Does nothing once the process has ended. */
  send(command: EngineCommand): void
  /** Calls the listener with every message of the process, as it came: the lab checks it against the contract. */
  onMessage(listener: (message: unknown) => void): void
  /** Calls the listener with everything that the process writes to standard error. */
  onErrorOutput(listener: (bytes: Uint8Array) => void): void
  /** Calls the listener once, when the process has ended, could not be started, or was killed and has not gone for some seconds. */
  onExit(listener: (exit: EngineExit) => void): void
  /** Kills the process. Where it is blocked in the kernel, it counts as ended some seconds later. */
  kill(): void
}

/** Starts engine processes. */
export interface EngineLauncher {
  launch(): EngineChannel
}
