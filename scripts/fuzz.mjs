// `npm run fuzz [-- --minutes N --reader NAME --networks N --seed S]`: reads damaged inputs of every reader of the lab, then so many damaged ONNX files, and prints how many; fails at what is neither read nor refused in a sentence.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'

/** Readers with a campaign in `main/fuzz.test.ts`; `sources` and `onnx` have their own. */
const readers = ['spec', 'layers', 'sweep', 'query', 'markdown', 'safetensors', 'bundle', 'checkpoint', 'store', 'records', 'telemetry', 'kept-pictures', 'dataset-manifest', 'cluster-task', 'window-place', 'calls']
const everyReader = ['sources', ...readers, 'onnx']

/** Seconds without a new input after which a reader counts as hung. */
const patience = 120

/** @typedef {{ reader: string, cases: number, read: number, refused: number, seconds: number, findings: readonly { number: number, folder: string, trouble: string }[] }} Result */

await runProgram(async () => {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, reader: { type: 'string' }, networks: { type: 'string', default: '20000' }, seed: { type: 'string' } } })
  const [minutes, networks, seed] = [Number(values.minutes), Number(values.networks), values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed)]
  if (!(minutes >= 0) || ![networks, seed].every((number) => Number.isInteger(number) && number >= 0)) {
    throw new SetupProblem('The campaigns were not begun.', '--minutes takes a number that is not negative, --networks and --seed whole numbers.')
  }
  if (values.reader !== undefined && !everyReader.includes(values.reader)) throw new SetupProblem(`There is no reader ${values.reader}.`, `Readers: ${everyReader.join(', ')}.`)
  const chosen = values.reader === undefined ? everyReader : [values.reader]
  const timed = minutes > 0 ? chosen.filter((reader) => reader !== 'onnx') : []
  process.stdout.write(`Seed ${seed}; ${timed.length > 0 ? `${minutes} min for ${timed.length === 1 ? timed[0] : `${timed.length} readers`}` : 'ONNX files only'}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-fuzzing-'))
  const files = { CNN_LAB_FUZZ_RESULTS: join(folder, 'results'), CNN_LAB_FUZZ_CASE: join(folder, 'case') }
  let failed = false
  for (const reader of timed) {
    const test = reader === 'sources' ? 'main/data/sources/fuzz.test.ts' : 'main/fuzz.test.ts'
    const outcome = await campaign(test, { ...files, CNN_LAB_FUZZ_SEED: String(seed), CNN_LAB_FUZZ_MINUTES: String(minutes / timed.length), ...(reader !== 'sources' && { CNN_LAB_FUZZ_READER: reader }) }, files.CNN_LAB_FUZZ_CASE)
    if (outcome === 'done') continue
    failed = true
    process.stdout.write(`${reader}: ${outcome === 'hung' ? `no new input for ${patience} s` : 'ended with a finding, or the process ended'}; last input ${content(files.CNN_LAB_FUZZ_CASE) || 'unknown'}\n`)
  }
  if (chosen.includes('onnx') && networks > 0) {
    const outcome = await campaign('main/engine/parity/damaged-networks.test.ts', { ...files, CNN_LAB_FUZZ_SEED: String(seed), CNN_LAB_FUZZ_NETWORKS: String(networks) }, files.CNN_LAB_FUZZ_CASE)
    failed ||= outcome !== 'done'
  }
  tell(content(files.CNN_LAB_FUZZ_RESULTS).split('\n').filter((line) => line !== '').map((line) => /** @type {Result} */ (JSON.parse(line))))
  rmSync(folder, { recursive: true, force: true })
  return failed ? 1 : 0
})

/** @param {string} path */
function content(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Runs a campaign in a process of its own, which is killed when it hangs.
 * @param {string} test @param {Readonly<Record<string, string>>} settings @param {string} caseFile
 * @returns {Promise<'done' | 'failed' | 'hung'>}
 */
function campaign(test, settings, caseFile) {
  return new Promise((resolve) => {
    rmSync(caseFile, { force: true })
    const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
    const child = spawn(process.execPath, [vitest, 'run', test, '--silent=false', '--reporter=dot'], { stdio: 'inherit', env: { ...process.env, ...settings }, detached: process.platform !== 'win32' })
    let [last, since, isHung] = ['', performance.now(), false]
    const watch = setInterval(() => {
      const now = content(caseFile)
      if (now !== last || now === '') [last, since] = [now, performance.now()]
      if (performance.now() - since < 1000 * patience) return
      isHung = true
      stop('SIGKILL')
    }, 5000)
    /** With the process that the campaign runs in. @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, signal)
      else child.kill(signal)
    }
    const interrupted = () => { stop('SIGTERM') }
    process.once('SIGINT', interrupted)
    child.once('close', (code) => {
      clearInterval(watch)
      process.off('SIGINT', interrupted)
      resolve(isHung ? 'hung' : code === 0 ? 'done' : 'failed')
    })
  })
}

/** A table of inputs by reader, and where findings were left. @param {readonly Result[]} results */
function tell(results) {
  if (results.length === 0) return
  const rows = [['reader', 'inputs', 'read', 'refused', 'seconds', 'findings'], ...results.map(({ reader, cases, read, refused, seconds, findings }) => [reader, cases, read, refused, seconds, findings.length].map(String))]
  const sum = (/** @type {'cases' | 'read' | 'refused' | 'seconds'} */ name) => results.reduce((total, result) => total + result[name], 0)
  rows.push(['in all', ...['cases', 'read', 'refused', 'seconds'].map((name) => String(sum(/** @type {'cases'} */ (name)))), String(results.reduce((total, { findings }) => total + findings.length, 0))])
  for (const row of rows) process.stdout.write(`${row.map((cell, index) => (index === 0 ? cell.padEnd(18) : cell.padStart(10))).join('')}\n`)
  for (const { reader, findings } of results) {
    for (const { number, folder, trouble } of findings) process.stdout.write(`\n${reader}, input ${number}, left in ${folder}:\n${trouble}\n`)
  }
}
