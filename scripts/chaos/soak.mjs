// A lab that trains one run after another for a long time: its memory and its open files stay what they were.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabCommand } from './lab-command.mjs'
import { endOf, misbehaviour } from './outcome.mjs'

/** Milliseconds between two readings. */
const interval = 1000
/** Growth from the first half of the readings to the second above which memory is not flat, in bytes. */
const mostGrowth = 40 * 2 ** 20
/** Runs that the queue gets: more than any soak trains. */
const mostRuns = 1000

/** @param {import('./campaign.mjs').Campaign} campaign */
export async function soak({ place, isOver, tell }) {
  const home = mkdtempSync(join(place, 'soaked-'))
  const file = join(home, 'sweep.json')
  writeFileSync(file, JSON.stringify(queueOfRuns()))
  const command = new LabCommand(home, ['sweep', file, '--json'])
  /** @type {{ readonly bytes: number, readonly files: number, readonly threads: number }[]} */
  const readings = []
  const ended = () => command.lines.filter(({ type, run }) => type === 'run' && /** @type {{ status?: string } | undefined} */ (run)?.status === 'completed').length
  while (!isOver() && command.living !== undefined) {
    await sleep(interval)
    const reading = readingOf(command.living)
    if (reading && ended() > 0) readings.push(reading) // from the second run on: by then everything is loaded
    if (readings.length % 60 === 1) tell(`${ended()} runs, ${Math.round((readings.at(-1)?.bytes ?? 0) / 2 ** 20)} MiB, ${readings.at(-1)?.files ?? 0} open files`)
  }
  command.signal('SIGINT')
  const end = await endOf(command)
  const [first, second] = [readings.slice(0, Math.floor(readings.length / 2)), readings.slice(Math.floor(readings.length / 2))]
  const grown = { bytes: median(second, 'bytes') - median(first, 'bytes'), files: median(second, 'files') - median(first, 'files') }
  const bad = misbehaviour(end)
  const faults = [
    ...(bad === null ? [] : [`the lab: ${bad}`]),
    ...(grown.bytes > mostGrowth ? [`memory grew by ${Math.round(grown.bytes / 2 ** 20)} MiB`] : []),
    ...(grown.files > 2 ? [`open files grew by ${grown.files}`] : []),
    ...(readings.length === 0 ? ['nothing was read: no run ended in time'] : []),
  ]
  const mebibytes = (/** @type {number} */ bytes) => Math.round(bytes / 2 ** 20)
  return { runs: ended(), readings: readings.length, 'MiB, first half': mebibytes(median(first, 'bytes')), 'MiB, second half': mebibytes(median(second, 'bytes')), 'open files, first half': median(first, 'files'), 'open files, second half': median(second, 'files'), threads: readings.at(-1)?.threads ?? 0, faults }
}

/** A sweep over so many learning rates. */
function queueOfRuns() {
  return {
    ...{ version: 1, title: 'Soak', axes: [{ setting: 'optimizer.learningRate', from: 0.01, to: 0.1, count: mostRuns, scale: 'log' }], strategy: { kind: 'grid' }, seeds: [0] },
    base: { preset: 'lenet-relu', settings: { epochs: 1, 'dataset.limitTrain': 500, 'dataset.limitTest': 100 } },
  }
}

/** @param {number | undefined} pid */
function readingOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
    return { bytes: field('VmRSS') * 1024, files: readdirSync(`/proc/${pid}/fd`).length, threads: field('Threads') }
  } catch {
    return null // it has just ended
  }
}

/** @param {readonly Readonly<Record<'bytes' | 'files' | 'threads', number>>[]} readings @param {'bytes' | 'files'} what */
function median(readings, what) {
  const sorted = readings.map((reading) => reading[what]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
