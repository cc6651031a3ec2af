// Starts engine processes as utility processes of Electron, which die with the app and are seen by its process list.
import { app, utilityProcess } from 'electron'
import { constants, setPriority } from 'node:os'
import type { EngineChannel, EngineExit, EngineLauncher } from '../lab/engine-process/channel'
import { Ending } from '../lab/engine-process/ending'
import { engineEnvironment } from '../lab/engine-process/engine-environment'
import { LastWords } from '../lab/engine-process/last-words'
import { readExitCode } from './read-exit-code'
import { standardStreams } from './standard-streams'

/** Lowers the priority of the engine, so that the window stays responsive on few processors; training still gets nearly all of their time. */
function yieldToWindow(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Not allowed here: the engine then competes with the window on equal terms.
  }
}

/** Kills a process. False where it does not exist yet, or has ended already: Electron reports an exit a little later. */
function killed(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL')
  } catch {
    return false // there is no such process; its exit is reported
  }
}

/** Milliseconds that an unexpected exit waits for Electron's reason, which comes right after the exit code. */
const reasonPatience = 500

/** Launches the engine's entry file, e.g. `out/main/engine-process.js`. */
export class UtilityProcessLauncher implements EngineLauncher {
  readonly #entry: string
  /** Receives the reason why a process is gone, by the name of the process: no other fact is common to both of Electron's events. */
  readonly #onGone = new Map<string, (reason: string) => void>()
  #launched = 0

  /** @param entry absolute path of the engine process's script */
  constructor(entry: string) {
    this.#entry = entry
    app.on('child-process-gone', (_event, { name = '', reason }) => {
      this.#onGone.get(name)?.(reason)
    })
  }

  launch(): EngineChannel {
    const name = `CNN Lab engine ${++this.#launched}`
    const child = utilityProcess.fork(this.#entry, [], {
      serviceName: name,
      stdio: standardStreams(),
      env: engineEnvironment(),
    })
    const ending = new Ending()
    const lastWords = new LastWords()
    let killing = false // by the lab, which knows why
    child.stderr?.on('data', (bytes: Buffer) => {
      lastWords.add(bytes)
    })
    child.once('spawn', () => {
      yieldToWindow(child.pid)
    })
    let exit: Pick<EngineExit, 'code' | 'signal'> | null = null
    let why: string | null = null
    const tell = (): void => {
      this.#onGone.delete(name)
      ending.tell({ ...(exit ?? { code: null, signal: null }), ...(why !== null && { reason: why }), lastWords: lastWords.text })
    }
    this.#onGone.set(name, (reason) => {
      why = reason
      // A process that could not be launched has no exit of its own.
      if (exit || reason === 'launch-failed') tell()
    })
    child.once('exit', (code) => {
      exit = readExitCode(code)
      // For 0 and 1, the engine's own exit codes, Electron gives no reason.
      if (why !== null || killing || exit.code === 0 || exit.code === 1) tell()
      else setTimeout(tell, reasonPatience)
    })
    return {
      get pid() {
        return child.pid
      },
      send(command) {
        if (!exit && !ending.isTold) child.postMessage(command)
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
        killing = true
        // Not child.kill() alone: that asks politely, and an engine in the middle of a computation does not listen.
        if (ending.isTold || !killed(child.pid)) child.kill()
        ending.awaitKilled(() => undefined) // there is no handle to let go of
      },
    }
  }
}
