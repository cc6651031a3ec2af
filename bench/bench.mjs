// `npm run bench`: the engine's training steps against PyTorch's, interleaved, medians of several rounds; `--json` for programs.
import { parseArgs } from 'node:util'
import { runProgram } from '../scripts/setup/problem.mjs'
import { setUp } from '../scripts/setup/set-up.mjs'
import { measureEngine } from './engine-steps.mjs'
import { hasPyTorch, measurePyTorch } from './pytorch-steps.mjs'

/** @type {readonly { model: 'lenet' | 'alexnet', batchSize: number }[]} */
const cases = [
  { model: 'lenet', batchSize: 256 },
  { model: 'alexnet', batchSize: 32 },
  { model: 'alexnet', batchSize: 128 },
]

const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '3' } } })

await runProgram(async () => {
  await setUp({ window: false, virtualDisplay: false })
  const peer = await hasPyTorch()
  if (!peer) process.stderr.write('PyTorch cannot be imported (python3, or $CNN_LAB_PYTHON), so only the engine is measured.\n')
  const results = []
  for (const { model, batchSize } of cases) {
    /** @type {import('./engine-steps.mjs').Measurement[]} */
    const ours = []
    /** @type {import('./engine-steps.mjs').Measurement[]} */
    const contiguous = []
    /** @type {import('./engine-steps.mjs').Measurement[]} */
    const channelsLast = []
    // Interleaved, so that a busy spell of the machine meets both.
    for (let round = 0; round < Number(values.rounds); round++) {
      ours.push(await measureEngine(model, batchSize))
      if (!peer) continue
      contiguous.push(await measurePyTorch(model, batchSize, false))
      channelsLast.push(await measurePyTorch(model, batchSize, true))
    }
    const engine = median(ours)
    const pyTorch = peer ? faster(median(contiguous), median(channelsLast)) : null
    results.push({ model, batchSize, engine, pyTorch, ratio: pyTorch && engine.imagesPerSecond / pyTorch.imagesPerSecond })
    process.stderr.write(`${model} at batch ${batchSize} is measured.\n`)
  }
  process.stdout.write(values.json ? results.map((result) => `${JSON.stringify(result)}\n`).join('') : `${await table(results)}\n`)
  return 0
})

/**
 * The measurement of median speed.
 * @param {readonly import('./engine-steps.mjs').Measurement[]} measurements
 */
function median(measurements) {
  const sorted = measurements.toSorted((a, b) => a.imagesPerSecond - b.imagesPerSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}

/**
 * @param {import('./engine-steps.mjs').Measurement} a
 * @param {import('./engine-steps.mjs').Measurement} b
 */
function faster(a, b) {
  return a.imagesPerSecond >= b.imagesPerSecond ? a : b
}

/** @param {readonly { model: string, batchSize: number, engine: import('./engine-steps.mjs').Measurement, pyTorch: import('./engine-steps.mjs').Measurement | null, ratio: number | null }[]} results */
async function table(results) {
  const { default: Table } = await import('cli-table3') // a dependency, so it may not be there before the set-up
  const rows = new Table({
    head: ['network', 'batch', 'images/s', 'ms/step', 'peak MiB', 'PyTorch images/s', 'PyTorch peak MiB', 'ratio'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  })
  for (const { model, batchSize, engine, pyTorch, ratio } of results) {
    rows.push([
      model,
      batchSize,
      engine.imagesPerSecond.toFixed(1),
      (engine.stepSeconds * 1000).toFixed(1),
      engine.peakRssMiB.toFixed(0),
      pyTorch?.imagesPerSecond.toFixed(1) ?? 'none',
      pyTorch?.peakRssMiB.toFixed(0) ?? 'none',
      ratio?.toFixed(2) ?? 'none',
    ])
  }
  return rows.toString()
}
