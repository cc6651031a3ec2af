// Reads the log of the fake CUDA libraries: what each run of a program copies, launches and waits for, and what every further step adds to that.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * @typedef {object} Work
 * @property {number} upBytes from the CPU to the device
 * @property {number} backBytes from the device to the CPU
 * @property {number} innerBytes within the device
 * @property {number} ups copies from the CPU to the device
 * @property {number} backs copies from the device to the CPU
 * @property {number} waits of the CPU for the device
 * @property {number} kernels and calls of cuBLAS and cuDNN
 */

/**
 * @typedef {object} Traffic
 * @property {string} name of the program
 * @property {string | null} failure
 * @property {Work} step what a further step adds
 * @property {Work} run what a run adds, whatever its steps
 * @property {number} peakBytes of the device's memory
 * @property {string[]} faults copies in another direction than was said, impossible launches, sums by atomic additions in an order of chance
 */

/** @returns {Work} */
const none = () => ({ upBytes: 0, backBytes: 0, innerBytes: 0, ups: 0, backs: 0, waits: 0, kernels: 0 })

/** A sum over rows whose blocks add to the output atomically; two blocks make no difference. */
const rowSums = 'reduce_matrix_rows_kernel'
const mostOrderedBlocks = 2

/** @param {string} path @returns {Promise<Traffic[]>} */
export async function readTraffic(path) {
  /** @type {{ name: string, failure: string | null, runs: { steps: number, work: Work }[], peakBytes: number, faults: Set<string> }[]} */
  const cases = []
  let isRunning = false
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [what = '', first = '', second = '', ...rest] = line.split(' ')
    const current = cases.at(-1)
    if (what === 'mark') {
      isRunning = first === 'run'
      if (first === 'case') cases.push({ name: [second, ...rest].join(' '), failure: null, runs: [], peakBytes: 0, faults: new Set() })
      if (first === 'run') current?.runs.push({ steps: Number(second), work: none() })
      if (first === 'failed' && current) current.failure = [second, ...rest].join(' ')
      continue
    }
    if (!current) continue
    for (const fault of faultsIn(line)) current.faults.add(fault)
    if (what === 'allocation') current.peakBytes = Math.max(current.peakBytes, Number(rest.at(-1)))
    const work = current.runs.at(-1)?.work
    if (isRunning && work) count(work, { what, from: first, to: second, bytes: Number(rest[0]), waits: rest.includes('waits') })
  }
  return cases.map(({ name, failure, runs, peakBytes, faults }) => ({ name, failure, ...byStep(runs), peakBytes, faults: [...faults] }))
}

/** @param {Work} work @param {{ what: string, from: string, to: string, bytes: number, waits: boolean }} entry */
function count(work, { what, from, to, bytes, waits }) {
  if (what === 'wait' || waits) work.waits++
  if (what === 'kernel' || what === 'cublas' || what === 'cudnn') work.kernels++
  if (what !== 'copy') return
  const [isFromDevice, isToDevice] = [from === 'D', to === 'D']
  if (isFromDevice && isToDevice) work.innerBytes += bytes
  if (isToDevice && !isFromDevice) {
    work.ups++
    work.upBytes += bytes
  }
  if (isFromDevice && !isToDevice) {
    work.backs++
    work.backBytes += bytes
  }
}

/** @param {string} line @returns {string[]} */
function faultsIn(line) {
  const [what, name = '', grid = ''] = line.split(' ')
  const blocks = Number(grid.split(',')[1])
  return [
    ...(line.endsWith(' wrong') ? [`a copy in another direction than was said: ${line}`] : []),
    ...(line.endsWith(' impossible') ? [`an impossible launch: ${line}`] : []),
    ...(what === 'kernel' && name.includes(rowSums) && blocks > mostOrderedBlocks ? [`${blocks} blocks of threads add up in an order of chance: ${name}`] : []),
  ]
}

/** From the last two runs, of which nothing is begun for the first time. @param {{ steps: number, work: Work }[]} runs @returns {{ step: Work, run: Work }} */
function byStep(runs) {
  const [few, many] = runs.slice(-2)
  const [step, run] = [none(), none()]
  if (!few || !many) return { step, run }
  for (const key of /** @type {(keyof Work)[]} */ (Object.keys(step))) {
    step[key] = (many.work[key] - few.work[key]) / (many.steps - few.steps)
    run[key] = few.work[key] - few.steps * step[key]
  }
  return { step, run }
}
