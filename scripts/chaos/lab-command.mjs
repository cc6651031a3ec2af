// The command line in a process of its own, as a user starts it, for tests and campaigns that look at it, suspend and kill it.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { inProject } from '../setup/project.mjs'

const program = inProject('bin', 'cnn-lab.mjs')

/** @typedef {Record<string, unknown>} Line */

/**
 * How a command is started beside its arguments.
 * @typedef {object} StartOptions
 * @property {number} [user] id of the user that it runs as; default: this one
 * @property {number} [mostBlocks] largest file that it may write, in blocks of 512 bytes; default: any
 */

export class LabCommand {
  /** What it wrote to standard output so far, one JSON object a line (`--json`). @readonly @type {Line[]} */
  lines = []
  /** @readonly @type {Promise<number | null>} */
  exitCode
  /** @type {import('node:child_process').ChildProcess} */
  #child
  /** @type {Set<() => void>} */
  #listeners = new Set()
  #stderr = ''

  /** Starts `cnn-lab` with a home of its own. @param {string} home @param {readonly string[]} args @param {StartOptions} [options] */
  constructor(home, args, { user, mostBlocks } = {}) {
    const env = { ...process.env, CNN_LAB_HOME: home }
    const [command, ...first] = mostBlocks === undefined ? [process.execPath] : ['sh', '-c', `trap '' XFSZ; ulimit -f ${mostBlocks}; exec "$0" "$@"`, process.execPath]
    const child = spawn(command, [...first, program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], ...(user !== undefined && { uid: user, gid: user }) })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', (line) => {
      const value = parsed(line)
      if (value) this.lines.push(value)
      for (const listener of this.#listeners) listener()
    })
    child.stderr.on('data', (chunk) => {
      this.#stderr += String(chunk)
    })
    this.exitCode = once(child, 'close').then(([code]) => /** @type {number | null} */ (code))
  }

  get stderr() {
    return this.#stderr
  }

  /** Waits for a line that fits, of those written already too. @param {(line: Line) => boolean} fits @returns {Promise<Line>} @throws where the process ends without one */
  async line(fits) {
    for (;;) {
      const found = this.lines.find(fits)
      if (found) return found
      const another = new Promise((resolve) => this.#listeners.add(() => { resolve(true) }))
      if (!(await Promise.race([another, this.exitCode.then(() => false)])) && !this.lines.some(fits)) {
        throw new Error(`the process ended without the line waited for; it said:\n${this.#stderr}`)
      }
    }
  }

  /** @param {NodeJS.Signals} name */
  signal(name) {
    this.#child.kill(name)
  }

  /** Kills the command line and its engine process at once, as a power failure would. */
  kill() {
    for (const pid of [this.living, ...this.engines()]) kill(pid)
  }

  /** The engine processes that it has started and that live. @returns {number[]} */
  engines() {
    return childrenOf(this.living)
  }

  /** The number of its own process; undefined where that has ended. @returns {number | undefined} */
  get living() {
    const { pid, exitCode, signalCode } = this.#child
    return exitCode === null && signalCode === null ? pid : undefined
  }
}

/** Ends a process without giving it a chance to do anything more; nothing happens where it is gone. @param {number | undefined} pid */
export function kill(pid) {
  if (pid !== undefined) signal(pid, 'SIGKILL')
}

/** Sends a signal to a process; nothing happens where it is gone. @param {number} pid @param {NodeJS.Signals} name */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended.
  }
}

/** The living processes that have a home as theirs (Linux). @param {string} home @returns {number[]} */
export function processesOf(home) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => hasHome(pid, home))
}

/** @param {number} pid @param {string} home */
function hasHome(pid, home) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`CNN_LAB_HOME=${home}`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false // it has just ended, or is another user's
  }
}

/** @param {string} line @returns {Line | null} */
function parsed(line) {
  try {
    return /** @type {Line} */ (JSON.parse(line))
  } catch {
    return null // cut off by a kill
  }
}

/** The processes that a process has started and that live. @param {number | undefined} parent @returns {number[]} */
function childrenOf(parent) {
  if (parent === undefined) return []
  return process.platform === 'linux' ? childrenByProc(parent) : childrenByPs(parent)
}

/** @param {number} parent @returns {number[]} */
function childrenByProc(parent) {
  try {
    return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter((pid) => pid !== '').map(Number)
  } catch {
    return [] // the parent has just ended
  }
}

/** @param {number} parent @returns {number[]} */
function childrenByPs(parent) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []))
}
