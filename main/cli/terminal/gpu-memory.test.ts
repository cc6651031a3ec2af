// A real GPU whose memory is too small, played by the software driver that comes with Electron: the run says what would fit, and the next one works.
import { expect, it, vi } from 'vitest'
import { softwareDriver, webGpuTestsMustRun } from '../../engine/runtime/testing/software-driver'
import { homeForTraining } from '../../data/testing/home-for-training'
import { CnnLabProcess } from '../testing/cnn-lab-process'

const driver = softwareDriver()

// Elsewhere no GPU in software is at hand.
it.runIf(process.platform === 'linux' && (driver !== null || webGpuTestsMustRun))('a batch too large for the GPU fails with one that fits, and the next run works', async ({ skip }) => {
  vi.stubEnv('VK_DRIVER_FILES', driver ?? undefined)
  const home = homeForTraining()
  const run = async (...args: readonly string[]) => {
    const process = new CnnLabProcess(home, ...args, '--json')
    return { exitCode: await process.exitCode, last: process.lines.at(-1), lines: process.lines, stderr: process.stderr }
  }
  try {
    const webgpu = (await run('devices')).lines.find(({ name }) => name === 'webgpu')
    skip(webgpu?.usable === false && !webGpuTestsMustRun, String(webgpu?.reason))
    expect(webgpu).toMatchObject({ usable: true })
    const rest = ['--limit-test', '64', '--epochs', '1']
    const failed = await run('train', '--model', 'lenet-relu', '--device', 'webgpu', '--size', '512', '--batch-size', '4096', '--limit-train', '4096', ...rest)
    expect(failed.exitCode).toBe(1)
    expect(failed.last).toMatchObject({ status: 'failed', device: 'webgpu', problem: { code: 'device/tensor-too-large', batchSize: 2048 } })
    expect(failed.stderr).toContain('A smaller batch size needs less memory. Try 2048.')
    const next = await run('train', '--model', 'lenet-relu', '--device', 'cpu', '--limit-train', '256', ...rest)
    expect(next.last).toMatchObject({ status: 'completed', device: 'cpu' })
  } finally {
    vi.unstubAllEnvs()
  }
}, 120_000)
