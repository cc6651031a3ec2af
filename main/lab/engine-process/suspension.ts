// Ctrl-Z in a terminal: engine processes, which have process groups of their own, are suspended with the command line and go on with it.
import type { EngineChannel, EngineLauncher } from './channel'

/** Signals that suspend and go on; Windows has none. */
const canSuspend = process.platform !== 'win32'

/** A launcher whose processes are suspended while this one is. */
export class SuspendingLauncher implements EngineLauncher {
  readonly #launcher: EngineLauncher
  readonly #living = new Set<EngineChannel>()

  constructor(launcher: EngineLauncher) {
    this.#launcher = launcher
  }

  launch(): EngineChannel {
    const channel = this.#launcher.launch()
    this.#living.add(channel)
    channel.onExit(() => this.#living.delete(channel))
    return channel
  }

  /** Obeys the terminal from now on. */
  obeyTerminal(): void {
    if (!canSuspend) return
    let isSuspended = false
    process.on('SIGTSTP', () => {
      isSuspended = true
      this.#signal('SIGSTOP')
      process.kill(process.pid, 'SIGSTOP') // what the signal does where nobody listens
    })
    // Clusters send this signal before others, too: an engine that somebody else has suspended stays so.
    process.on('SIGCONT', () => {
      if (isSuspended) this.#signal('SIGCONT')
      isSuspended = false
    })
  }

  #signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    for (const { pid } of this.#living) if (pid !== undefined) signal(pid, name)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended.
  }
}
