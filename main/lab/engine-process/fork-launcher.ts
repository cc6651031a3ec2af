// Engine processes as child processes of Node: the launcher of the command line.
import type { EngineCommand } from '@contract/engine/engine-messages'
import { fork, type ChildProcess } from 'node:child_process'
import type { EngineChannel, EngineExit, EngineLauncher } from './channel'
import { Ending } from './ending'
import { engineEnvironment } from './engine-environment'
import { LastWords } from './last-words'

/**
 * A launcher that forks Node.
 * @param entry absolute path of the engine process's program, e.g. `out/main/engine-process.js`
 * @param killPatience milliseconds that a killed process may take to go; default: see {@link Ending}
 */
export function forkLauncher(entry: string, killPatience?: number): EngineLauncher {
  return { launch: () => new ForkedEngine(entry, new Ending(killPatience)) }
}

class ForkedEngine implements EngineChannel {
  readonly #child: ChildProcess
  readonly #lastWords = new LastWords()
  readonly #ending: Ending

  constructor(entry: string, ending: Ending) {
    this.#ending = ending
    this.#child = fork(entry, [], {
      serialization: 'advanced',
      env: engineEnvironment(),
      execArgv: [], // options meant for the parent (inspectors, loaders) are not the child's
      // A process group of its own: Ctrl-C in the terminal is for the command line, which then asks the engine to stop.
      detached: true,
      // Standard output belongs to the command line's results.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#lastWords.add(chunk)
    })
    // `close` comes after `exit`, when standard error was read to its end.
    this.#child.once('close', (code, signal) => {
      ending.tell({ code, signal, lastWords: this.#lastWords.text })
    })
    this.#child.on('error', (error) => {
      // An error of sending to a process that has just died is ignored: `close` reports its end.
      if (this.#child.pid === undefined) ending.tell({ code: null, signal: null, lastWords: error.message })
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(command: EngineCommand): void {
    if (this.#child.connected) this.#child.send(command)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener)
  }

  onErrorOutput(listener: (bytes: Uint8Array) => void): void {
    this.#child.stderr?.on('data', listener)
  }

  onExit(listener: (exit: EngineExit) => void): void {
    this.#ending.onExit(listener)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
    this.#ending.awaitKilled(() => {
      if (this.#child.connected) this.#child.disconnect()
      this.#child.stderr?.destroy()
      this.#child.unref()
    })
  }
}
