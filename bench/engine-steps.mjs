// Step time and peak memory of the engine: a calibration in an engine process of its own, as the lab makes it.
import { fork } from 'node:child_process'
import { inProject } from '../scripts/setup/project.mjs'

/**
 * @typedef {object} Measurement
 * @property {number} imagesPerSecond
 * @property {number} stepSeconds
 * @property {number} peakRssMiB of the measuring process
 */

/**
 * @param {'lenet' | 'alexnet'} model
 * @param {number} batchSize
 * @returns {Promise<Measurement>}
 */
export function measureEngine(model, batchSize) {
  const spec = {
    version: 1,
    network: { model, initializer: 'xavier-uniform', dropout: model === 'alexnet' ? 0.5 : 0 },
    dataset: { name: 'fashion-mnist', limitTrain: null, limitTest: null },
    preprocessing: { size: model === 'alexnet' ? 224 : 28 },
    optimizer: { name: 'sgd', learningRate: 0.01 },
    batchSize,
    epochs: 1,
    seed: 0,
    device: 'cpu',
  }
  const engine = fork(inProject('out', 'main', 'engine-process.js'), { serialization: 'advanced' })
  return new Promise((resolve, reject) => {
    engine.on('error', reject)
    engine.on('exit', (code) => {
      reject(new Error(`the engine process ended with code ${code ?? 'none'}`))
    })
    engine.on('message', (/** @type {import('../contract/engine-messages').EngineEvent} */ event) => {
      if (event.type === 'ready') engine.send({ type: 'calibrate', spec })
      if (event.type === 'failed') reject(new Error(event.problem.message))
      if (event.type !== 'calibrated') return
      const { stepSeconds, peakRssBytes } = event.calibration
      resolve({ stepSeconds, imagesPerSecond: batchSize / stepSeconds, peakRssMiB: peakRssBytes / 2 ** 20 })
      engine.disconnect()
    })
  })
}
