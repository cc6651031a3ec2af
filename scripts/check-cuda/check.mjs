// The check of the CUDA programs: fetches the provider, builds the fakes, runs the programs over them, and tells what it found.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleProgram } from '../setup/bundle-program.mjs'
import { commandExists } from '../setup/commands.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { step } from '../setup/progress.mjs'
import { inProject, projectFolder } from '../setup/project.mjs'
import { buildFakes } from './fakes.mjs'
import { readPlacements } from './placements.mjs'
import { fetchProvider, provider, providerVersion } from './provider.mjs'
import { readTraffic } from './traffic.mjs'

/** @returns {string | null} what this machine lacks, in a sentence; null: nothing */
export function whyNot() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `The check of the CUDA programs needs Linux on x64; this is ${process.platform} on ${process.arch}.`
  if (!commandExists('gcc')) return 'The check of the CUDA programs needs gcc, which is not on the PATH.'
  if (!existsSync(inProject('node_modules', 'vite'))) return 'The dependencies are not installed: run `npm run setup` first.'
  return null
}

/** Bytes that a step may bring to the device: indices and weights of its images, masks, the numbers of loops' rounds. The state is larger in all but the smallest networks. */
const mostStepBytes = 1e6

/** Operators that the provider has no kernel for: ONNX Runtime leaves them to the CPU, with copies. Only networks from files have them. */
const withoutKernel = ['Atan']

/** Bytes by which the constants of a program may grow when ONNX Runtime computes what it can. */
const mostGrownBytes = 1e6

/**
 * @typedef {object} Outcome
 * @property {string[]} lines what was seen
 * @property {string[]} findings what should not be
 */

/** @param {{ isSmall: boolean }} options only one program of each kind @returns {Promise<Outcome>} */
export async function checkCuda({ isSmall }) {
  await step(`Fetching the CUDA provider of ONNX Runtime ${providerVersion}`, fetchProvider)
  const libraries = await step('Building the fake CUDA libraries', buildFakes)
  const bundle = await step('Bundling the programs', () => bundleProgram({ entry: join(import.meta.dirname, 'programs', 'main.ts'), name: 'check-cuda', modules: { 'onnxruntime-node': provider().entry } }))
  const folder = await mkdtemp(join(tmpdir(), 'check-cuda-'))
  /** @param {string} program @param {string} label */
  const run = (program, label) => step(label, () => runOverFakes({ bundle, libraries, folder, program, isSmall }))
  try {
    const placements = readPlacements(await readFile(await run('place', 'Opening programs').then(({ said }) => said), 'utf8'))
    const kernels = isSmall ? [] : readPlacements(await readFile(await run('kernels', 'Opening kernels').then(({ said }) => said), 'utf8'))
    const traffic = await readTraffic(await run('run', 'Training and evaluating').then(({ log }) => log))
    return joined([ofPlacements(placements), ...(isSmall ? [] : [ofKernels(kernels)]), ofTraffic(traffic)])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * @typedef {object} FakeRun
 * @property {string} bundle
 * @property {string} libraries
 * @property {string} folder for what is written
 * @property {string} program
 * @property {boolean} isSmall
 */

/** Runs a program of the bundle. @param {FakeRun} fakeRun @returns {Promise<{ said: string, log: string }>} files with what ONNX Runtime said and with what the fakes wrote */
function runOverFakes({ bundle, libraries, folder, program, isSmall }) {
  const [said, log] = [join(folder, `${program}.txt`), join(folder, `${program}.log`)]
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, CHECK_CUDA_LOG: log, CHECK_CUDA_FOLDER: folder, CHECK_CUDA_TRIPS: '3' }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle, program, ...(isSmall ? ['--small'] : [])], { cwd: projectFolder, env, stdio: ['ignore', 'ignore', 'pipe'] })
    const file = createWriteStream(said)
    child.stderr.pipe(file)
    let lastWords = ''
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      lastWords = (lastWords + text).slice(-2000)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      file.end(() => {
        if (code === 0) resolve({ said, log })
        else reject(new SetupProblem(`The programs over the fake CUDA libraries ended with ${signal ?? `exit code ${String(code)}`}.`, 'See above what they said last.', lastWords))
      })
    })
  })
}

/** @param {import('./placements.mjs').Placement[]} placements @returns {Outcome} */
function ofPlacements(placements) {
  const nodes = placements.reduce((sum, placement) => sum + placement.nodes, 0)
  const [outside, copies] = [placements.flatMap((placement) => placement.outside), placements.reduce((sum, placement) => sum + placement.copies, 0)]
  return {
    lines: [`Placements: ${placements.length} programs, ${nodes} nodes on the CUDA provider, ${outside.length} elsewhere; ${copies} nodes that copy between CPU and GPU.`],
    findings: placements.flatMap(({ name, ...placement }) => [
      ...(placement.failure === null ? [] : [`${name} cannot be opened: ${placement.failure}`]),
      ...placement.outside.filter((node) => !withoutKernel.some((operator) => node.startsWith(`${operator} `))).map((node) => `${name}: outside the provider: ${node}`),
      ...placement.warnings.map((warning) => `${name}: ${warning}`),
      ...(placement.grownBytes > mostGrownBytes ? [`${name}: ONNX Runtime keeps ${megabytes(placement.grownBytes)} of constants that it has computed`] : []),
    ]),
  }
}

/** @param {import('./placements.mjs').Placement[]} kernels @returns {Outcome} */
function ofKernels(kernels) {
  const listed = kernels.filter(({ name }) => name.endsWith(' listed'))
  const missing = listed.filter(({ failure, nodes, outside }) => failure !== null || nodes === 0 || outside.length > 0)
  const more = kernels.filter(({ name, failure, nodes, outside }) => name.endsWith(' unlisted') && failure === null && nodes > 0 && outside.length === 0)
  return {
    lines: [
      `Kernels: ${listed.length - missing.length} of ${listed.length} pairs of operator and type that cuda-kernels.ts lists are there.`,
      ...(more.length > 0 ? [`Kernels that it does not list: ${more.map(({ name }) => name.replace(' unlisted', '')).join(', ')}.`] : []),
    ],
    findings: missing.map(({ name, failure }) => `cuda-kernels.ts lists a kernel that is not there: ${name.replace(' listed', '')}${failure === null ? '' : ` (${failure})`}`),
  }
}

/** @param {import('./traffic.mjs').Traffic[]} traffic @returns {Outcome} */
function ofTraffic(traffic) {
  return {
    lines: traffic.flatMap(({ name, failure, step: each, run, peakBytes }) => (failure === null ? [`${name}: each step ${inWords(each)}; each run ${inWords(run)}; at most ${megabytes(peakBytes)} on the GPU`] : [])),
    findings: traffic.flatMap(({ name, failure, step: each, faults }) => [
      ...(failure === null ? [] : [`${name} failed: ${failure}`]),
      ...faults.map((fault) => `${name}: ${fault}`),
      ...(each.upBytes > mostStepBytes ? [`${name}: each step copies ${megabytes(each.upBytes)} to the GPU`] : []),
      ...(each.backs > 0 ? [`${name}: each step copies ${rounded(each.backs)} times from the GPU, and waits for it`] : []),
    ]),
  }
}

/** @param {import('./traffic.mjs').Work} work */
function inWords({ ups, upBytes, backs, backBytes, innerBytes, waits, kernels }) {
  return `${rounded(kernels)} kernels, ${rounded(waits)} waits, up ${rounded(ups)} (${megabytes(upBytes)}), back ${rounded(backs)} (${megabytes(backBytes)}), within the GPU ${megabytes(innerBytes)}`
}

/** @param {number} count */
const rounded = (count) => String(Math.round(count * 10) / 10)

/** @param {number} bytes */
const megabytes = (bytes) => (Math.abs(bytes) < 1e4 ? `${rounded(bytes)} bytes` : `${(bytes / 1e6).toFixed(1)} MB`)

/** @param {Outcome[]} outcomes @returns {Outcome} */
const joined = (outcomes) => ({ lines: outcomes.flatMap(({ lines }) => lines), findings: outcomes.flatMap(({ findings }) => findings) })
