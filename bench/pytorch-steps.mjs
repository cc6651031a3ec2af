// The peer: PyTorch on the same machine, the better of contiguous and channels-last, where Python can import it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { inProject } from '../scripts/setup/project.mjs'

const run = promisify(execFile)
const python = process.env.CNN_LAB_PYTHON ?? 'python3'

/** @returns {Promise<boolean>} whether PyTorch can be imported */
export async function hasPyTorch() {
  return run(python, ['-c', 'import torch']).then(
    () => true,
    () => false,
  )
}

/**
 * @param {'lenet' | 'alexnet'} model
 * @param {number} batchSize
 * @param {boolean} channelsLast
 * @returns {Promise<import('./engine-steps.mjs').Measurement>}
 */
export async function measurePyTorch(model, batchSize, channelsLast) {
  const steps = model === 'alexnet' ? 4 : 60
  const args = [inProject('bench', 'peers', 'pytorch_step.py'), model, String(batchSize), String(steps)]
  const { stdout } = await run(python, channelsLast ? [...args, '--channels-last'] : args)
  /** @type {unknown} */
  const parsed = JSON.parse(stdout)
  const result = /** @type {{ images_per_second: number, step_seconds: number, peak_rss_mib: number }} */ (parsed)
  return { imagesPerSecond: result.images_per_second, stepSeconds: result.step_seconds, peakRssMiB: result.peak_rss_mib }
}
