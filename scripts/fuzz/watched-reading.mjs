// Reads damaged inputs of one reader in a process that is watched: one that hangs, grows without bound or ends is a finding of its input, and the inputs behind it are read by another process.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Seconds without a new input after which a process counts as hung. */
const usualPatience = 120
/** Bytes of memory at which it is killed. */
const mostMemory = 4e9
/** Milliseconds between two looks. */
const interval = 500
/** Findings after which a reader is left. */
const mostFindings = 20

/**
 * @typedef {{ number: number, folder: string, trouble: string }} Finding
 * @typedef {{ refused: number, read: number, agrees: number }} Counts inputs by what became of them
 * @typedef {{ reader: string, cases: number, seconds: number, processor: number, findings: readonly Finding[] } & Counts} Result `processor`: seconds of it
 * @typedef {{ program: string, reader: string, seed: number, to: number, until: number, signal: AbortSignal, patience?: number }} Task the bundled worker; seconds without a new input after which it counts as hung; `to`: number before which the inputs end; `until`: milliseconds since 1970
 */

/** @param {Task} task @returns {Promise<Result>} */
export async function readDamaged(task) {
  const began = performance.now()
  const result = { reader: task.reader, cases: 0, seconds: 0, processor: 0, refused: 0, read: 0, agrees: 0, findings: /** @type {Finding[]} */ ([]) }
  for (let from = 0, isDone = false; !isDone; ) {
    const { trouble, next, counts, processor, findings } = await readingFrom(task, from)
    for (const name of /** @type {const} */ (['refused', 'read', 'agrees'])) result[name] += counts[name]
    result.cases += next - from
    result.processor += processor
    result.findings.push(...findings)
    if (trouble !== null) {
      result.findings.push({ number: next, folder: kept(task, next), trouble })
      result.cases++
    }
    from = next + 1
    isDone = trouble === null || from >= task.to || Date.now() >= task.until || result.findings.length >= mostFindings
  }
  return { ...result, seconds: Math.round((performance.now() - began) / 1000), processor: Math.round(result.processor) }
}

/**
 * One process, to its end.
 * @param {Task} task @param {number} from
 * @returns {Promise<{ trouble: string | null, next: number, counts: Counts, processor: number, findings: readonly Finding[] }>} `next`: number of the input that ended the process, or of the one behind the last
 */
function readingFrom({ program, signal, patience = usualPatience, ...reading }, from) {
  const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cnn-lab-fuzzing-')) // in memory, where the system has a folder there
  const [progress, findings] = [join(scratch, 'progress'), join(scratch, 'findings')]
  const env = { ...process.env, CNN_LAB_LANGUAGE: 'en', CNN_LAB_FUZZ_KEPT: tmpdir(), TMPDIR: scratch, TEMP: scratch, TMP: scratch }
  const child = spawn(process.execPath, [program, 'read', JSON.stringify({ ...reading, from, progress, findings })], { stdio: ['ignore', 'inherit', 'pipe'], env })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => { said = (said + text).slice(-2000) })
    /** @type {string | null} */
    let killedFor = null
    const killFor = (/** @type {string} */ reason) => {
      killedFor ??= reason
      child.kill('SIGKILL')
    }
    let [last, since] = [-1, performance.now()]
    const watch = setInterval(() => {
      const { next } = stateOf(progress, from)
      if (next !== last) [last, since] = [next, performance.now()]
      if (performance.now() - since > 1000 * patience) killFor(`no new input for ${patience} s`)
      else if (memoryOf(child.pid) > mostMemory) killFor(`memory grew beyond ${mostMemory / 1e9} GB`)
    }, interval)
    const stop = () => { child.kill('SIGKILL') }
    signal.addEventListener('abort', stop)
    child.once('error', reject)
    child.once('close', (code, ended) => {
      clearInterval(watch)
      signal.removeEventListener('abort', stop)
      const trouble = signal.aborted || code === 0 ? null : (killedFor ?? `the process ended with ${code === null ? String(ended) : `exit code ${code}`}\n${said}`)
      const lines = existsSync(findings) ? readFileSync(findings, 'utf8').split('\n').filter((line) => line !== '') : []
      resolve({ trouble, ...stateOf(progress, from), findings: lines.map((line) => /** @type {Finding} */ (JSON.parse(line))) })
      rmSync(scratch, { recursive: true, force: true })
    })
  })
}

/** How far a process is. @param {string} file that it writes (`main/testing/fuzz/worker.ts`) @param {number} from number of its first input */
function stateOf(file, from) {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  const at = (/** @type {number} */ place) => (bytes.length >= 8 * (place + 1) ? bytes.readDoubleLE(8 * place) : 0)
  return { next: bytes.length > 0 ? at(0) : from, counts: { refused: at(1), read: at(2), agrees: at(3) }, processor: at(4) }
}

/** Bytes of memory of a process (Linux); 0 where that is not told. @param {number | undefined} pid */
function memoryOf(pid) {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // another system, or it has just ended
  }
}

/** Leaves the input that has ended a process. @param {Task} task @param {number} number @returns {string} its folder */
function kept({ program, reader, seed }, number) {
  return execFileSync(process.execPath, [program, 'keep', JSON.stringify({ reader, seed, from: number })], { encoding: 'utf8', env: { ...process.env, CNN_LAB_LANGUAGE: 'en' } })
}
