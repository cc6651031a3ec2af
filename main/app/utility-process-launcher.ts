// Starts engine processes as utility processes of Electron, which die with the app and are seen by its process list.
import { utilityProcess } from 'electron'
import { constants, setPriority } from 'node:os'
import type { EngineChannel, EngineLauncher } from '../lab/engine-process/channel'
import { Ending } from '../lab/engine-process/ending'
import { engineEnvironment } from '../lab/engine-process/engine-environment'
import { LastWords } from '../lab/engine-process/last-words'
import { readExitCode } from './engine-exit'

/** Lets the window go first where processors are few: training then takes what is left, which is nearly all. */
function yieldToWindow(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Not allowed here: the engine then competes with the window on equal terms.
  }
}

/** Kills a process; false where it does not exist yet, or no more: Electron tells of an end a little after it. */
function killed(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL')
  } catch {
    return false // there is no such process, and its exit is told
  }
}

/** Launches the engine's entry file, e.g. `out/main/engine-process.js`. */
export class UtilityProcessLauncher implements EngineLauncher {
  readonly #entry: string

  /** @param entry absolute path of the engine process's script */
  constructor(entry: string) {
    this.#entry = entry
  }

  launch(): EngineChannel {
    const child = utilityProcess.fork(this.#entry, [], {
      serviceName: 'CNN Lab engine',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: engineEnvironment(),
    })
    const ending = new Ending()
    const lastWords = new LastWords()
    child.stderr?.on('data', (bytes: Buffer) => {
      lastWords.add(bytes)
    })
    child.once('spawn', () => {
      yieldToWindow(child.pid)
    })
    child.once('exit', (code) => {
      ending.tell({ ...readExitCode(code), lastWords: lastWords.text })
    })
    return {
      get pid() {
        return child.pid
      },
      send(command) {
        if (!ending.isTold) child.postMessage(command)
      },
      onMessage(listener) {
        child.on('message', listener)
      },
      onErrorOutput(listener) {
        child.stderr?.on('data', listener)
      },
      onExit(listener) {
        ending.onExit(listener)
      },
      kill() {
        // Not child.kill() alone: that asks politely, and an engine in the middle of a computation does not listen.
        if (ending.isTold || !killed(child.pid)) child.kill()
        ending.awaitKilled(() => undefined) // there is no handle to let go of
      },
    }
  }
}
