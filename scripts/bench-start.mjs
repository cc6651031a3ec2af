// `npm run bench:start [-- --rounds N]`: times how long commands take from their start: to their end, and of `train` to the first finished step, by part.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'

/** Commands that are timed to their end. */
const shortCommands = [['--version'], ['--help'], ['runs']]

/** Trainings that are timed to the first finished step. */
const trainings = [
  ['train'],
  ['train', '--preset', 'lenet-classic'],
  ['train', '--preset', 'alexnet-quick'],
  ['train', '--preset', 'alexnet-book'],
]

/** What is seen of a training on its way, in this order; each part ends with the sight of it. */
const parts = /** @type {const} */ (['lab opened', 'engine ready', 'ready to train', 'first step'])

await runProgram(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new SetupProblem('Nothing was measured.', '--rounds takes a whole number from 1 on.')
  await setUp({ window: false, virtualDisplay: false, vulkan: false, slurm: false })
  const home = mkdtempSync(join(tmpdir(), 'cnn-lab-start-'))
  try {
    process.stdout.write(`Seconds from the start of the command; medians of ${rounds}, after one round that does not count.\n\n`)
    for (const args of shortCommands) {
      const ends = await timesOf(rounds, async () => [await secondsToEnd(home, args)])
      tell(args, [['end', ends[0] ?? []]])
    }
    for (const args of trainings) {
      const times = await timesOf(rounds, () => secondsToFirstStep(home, args))
      tell(args, parts.map((part, index) => [part, times[index] ?? []]))
    }
    return 0
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
})

/**
 * @param {number} rounds
 * @param {() => Promise<number[]>} measure
 * @returns {Promise<number[][]>} for each number that is measured, those of all rounds but the first, which fills caches
 */
async function timesOf(rounds, measure) {
  await measure()
  /** @type {number[][]} */
  const all = []
  for (let round = 0; round < rounds; round++) all.push(await measure())
  return (all[0] ?? []).map((_, index) => all.map((numbers) => numbers[index] ?? NaN))
}

/**
 * @param {readonly string[]} args
 * @param {[name: string, seconds: readonly number[]][]} times
 */
function tell(args, times) {
  const words = times.map(([name, seconds]) => {
    const sorted = [...seconds].sort((a, b) => a - b)
    return `${name} ${(sorted[Math.floor(sorted.length / 2)] ?? NaN).toFixed(2)} (${(sorted[0] ?? NaN).toFixed(2)} to ${(sorted.at(-1) ?? NaN).toFixed(2)})`
  })
  process.stdout.write(`cnn-lab ${args.join(' ')}: ${words.join(', ')}\n`)
}

/**
 * @param {string} home
 * @param {readonly string[]} args
 */
function started(home, args) {
  return spawn(process.execPath, [inProject('bin', 'cnn-lab.mjs'), ...args], { env: { ...process.env, CNN_LAB_HOME: home }, stdio: ['ignore', 'pipe', 'ignore'] })
}

/**
 * @param {string} home
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function secondsToEnd(home, args) {
  const start = performance.now()
  const child = started(home, args)
  child.stdout.resume()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve((performance.now() - start) / 1000)
      else reject(new SetupProblem(`\`cnn-lab ${args.join(' ')}\` failed (exit code ${String(code)}).`))
    })
  })
}

/**
 * Kills the training after its first step.
 * @param {string} home
 * @param {readonly string[]} args
 * @returns {Promise<number[]>} the seconds at which each of `parts` was seen
 */
function secondsToFirstStep(home, args) {
  const [start, startedAt] = [performance.now(), Date.now()]
  const child = started(home, [...args, '--json'])
  const seconds = () => (performance.now() - start) / 1000
  /** @type {number | undefined} */
  let opened
  /** @type {number | undefined} */
  let ready
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = /** @type {{ readonly type: string, readonly run?: { readonly status: string } }} */ (JSON.parse(line))
      if (event.type === 'run') opened ??= seconds()
      if (event.run?.status === 'running') ready ??= seconds()
      if (event.type !== 'progress' || ready === undefined) return
      const done = seconds()
      child.once('close', () => {
        resolve([opened ?? NaN, engineReadyAfter(home, startedAt), ready ?? NaN, done])
      })
      child.kill('SIGKILL')
    })
    child.on('exit', (code) => {
      if (code !== null) reject(new SetupProblem(`\`cnn-lab ${args.join(' ')}\` ended before its first step (exit code ${code}).`))
    })
  })
}

/**
 * @param {string} home
 * @param {number} startedAt milliseconds since 1970
 * @returns {number} seconds until the engine process of the newest training was ready, by the lab's log
 */
function engineReadyAfter(home, startedAt) {
  const lines = readFileSync(join(home, 'logs', 'command-line.log'), 'utf8').trimEnd().split('\n')
  const logged = lines.map((line) => /** @type {{ readonly time: string, readonly event: string, readonly doing?: string }} */ (JSON.parse(line)))
  const ready = logged.find(({ event, doing, time }) => event === 'process ready' && doing === 'training' && Date.parse(time) >= startedAt)
  return ready === undefined ? NaN : (Date.parse(ready.time) - startedAt) / 1000
}
