// The command line in a process of its own, as a user starts it, for tests that look at and kill it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const program = fileURLToPath(new URL('../../../bin/cnn-lab.mjs', import.meta.url))

export class CnnLabProcess {
  /** What it wrote to standard output so far, one JSON object a line (`--json`). */
  readonly lines: Record<string, unknown>[] = []
  readonly exitCode: Promise<number | null>
  readonly #child: ChildProcess
  readonly #listeners = new Set<() => void>()
  #stderr = ''

  /** Starts `cnn-lab` with a home of its own; what is left of it at the end of the test is killed. */
  constructor(home: string, ...args: readonly string[]) {
    const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, CNN_LAB_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as Record<string, unknown>)
      for (const listener of this.#listeners) listener()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString()
    })
    this.exitCode = once(child, 'close').then(([code]) => code as number | null)
    onTestFinished(() => {
      this.kill()
    })
  }

  get stderr(): string {
    return this.#stderr
  }

  /** Waits for a line that fits, of those written already too. @throws where the process ends without one */
  async line(fits: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.lines.find(fits)
      if (found) return found
      const another = new Promise<boolean>((resolve) => this.#listeners.add(() => { resolve(true) }))
      if (!(await Promise.race([another, this.exitCode.then(() => false)])) && !this.lines.some(fits)) {
        throw new Error(`the process ended without the line waited for; it said:\n${this.#stderr}`)
      }
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name)
  }

  /** Kills the command line and its engine process at once, as a power failure would. */
  kill(): void {
    for (const pid of [this.#living(), ...this.engines()]) kill(pid)
  }

  /** The engine processes that it has started and that live. */
  engines(): number[] {
    return childrenOf(this.#living())
  }

  /** Its own process, or none. */
  #living(): number | undefined {
    const { pid, exitCode, signalCode } = this.#child
    return exitCode === null && signalCode === null ? pid : undefined
  }
}

/** Ends a process without giving it a chance to do anything more; nothing happens where it is gone. */
export function kill(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}

/** The processes that a process has started and that live. */
function childrenOf(parent: number | undefined): number[] {
  if (parent === undefined) return []
  return process.platform === 'linux' ? childrenByProc(parent) : childrenByPs(parent)
}

function childrenByProc(parent: number): number[] {
  try {
    return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter((pid) => pid !== '').map(Number)
  } catch {
    return [] // the parent has just ended
  }
}

function childrenByPs(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []))
}
