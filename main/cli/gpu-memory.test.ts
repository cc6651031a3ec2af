// A real GPU whose memory is too small, played by the software driver that comes with Electron: the run says what would fit, and the next one works.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { CnnLabProcess } from './testing/cnn-lab-process'
import { electronExecutable } from '../../scripts/setup/electron-binary.mjs'

/** The driver's description for Vulkan's loader; undefined where this machine lacks the one or the other. */
function softwareDriver(): string | undefined {
  try {
    const file = join(dirname(electronExecutable()), 'vk_swiftshader_icd.json')
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

const driver = softwareDriver()

it.runIf(process.platform === 'linux' && driver !== undefined)('a batch too large for the GPU fails with one that fits, and the next run works', async ({ skip }) => {
  vi.stubEnv('VK_DRIVER_FILES', driver)
  const home = temporaryFolder()
  const run = async (...args: readonly string[]) => {
    const process = new CnnLabProcess(home, ...args, '--json')
    return { exitCode: await process.exitCode, last: process.lines.at(-1), lines: process.lines, stderr: process.stderr }
  }
  try {
    const { lines } = await run('devices')
    skip(lines.some(({ name, usable }) => name === 'webgpu' && usable === false), "Vulkan's loader is not installed")
    const data = ['--limit-train', '4096', '--limit-test', '64', '--epochs', '1']
    const failed = await run('train', '--model', 'lenet-relu', '--device', 'webgpu', '--size', '512', '--batch-size', '4096', ...data)
    expect(failed.exitCode).toBe(1)
    expect(failed.last).toMatchObject({ status: 'failed', device: 'webgpu', problem: { code: 'device/out-of-memory', batchSize: 2048 } })
    expect(failed.stderr).toContain('A smaller batch size needs less memory. Try 2048.')
    const next = await run('train', '--model', 'lenet-relu', '--device', 'cpu', ...data)
    expect(next.last).toMatchObject({ status: 'completed', device: 'cpu' })
  } finally {
    vi.unstubAllEnvs()
  }
}, 120_000)
