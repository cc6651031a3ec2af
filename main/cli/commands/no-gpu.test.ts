// The command line on a machine without any GPU driver: it explains, trains on the CPU, and refuses in one sentence.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { homeForTraining } from '../../data/testing/home-for-training'
import { CnnLabProcess } from '../testing/cnn-lab-process'

async function ended(...args: readonly string[]) {
  const process = new CnnLabProcess(homeForTraining(), ...args)
  return { exitCode: await process.exitCode, lines: process.lines, stderr: process.stderr }
}

const tiny = ['--limit-train', '256', '--limit-test', '128', '--epochs', '1']

// Elsewhere a GPU driver cannot be hidden from a process.
describe.runIf(process.platform === 'linux')('without a driver', () => {
  beforeEach(() => {
    // What Vulkan's loader looks for instead of the drivers that are installed; under its present and its former name.
    vi.stubEnv('VK_DRIVER_FILES', '/nowhere/driver.json')
    vi.stubEnv('VK_ICD_FILENAMES', '/nowhere/driver.json')
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '')
    return () => {
      vi.unstubAllEnvs()
    }
  })

  it('devices says why the GPU cannot be used, and what to do', async () => {
    const { exitCode, lines } = await ended('devices', '--json')
    expect(exitCode).toBe(0)
    expect(lines[0]).toMatchObject({ name: 'cpu', usable: true })
    const webgpu = lines.find(({ name }) => name === 'webgpu')
    expect(webgpu).toMatchObject({ usable: false, reason: expect.stringMatching(/^(No Vulkan driver finds a GPU|The Vulkan loader, .*)\.$/) as string })
    expect(webgpu).toMatchObject({ remedy: expect.stringMatching(/look again\.$/) as string, command: expect.stringMatching(/^sudo apt-get install [\w -]+$/) as string })
    expect(lines.find(({ name }) => name === 'cuda')).toMatchObject({ usable: false })
  })

  it('auto trains on the CPU', async () => {
    const { exitCode, lines, stderr } = await ended('train', '--device', 'auto', ...tiny, '--json')
    expect(exitCode, stderr).toBe(0)
    expect(lines.at(-1)).toMatchObject({ status: 'completed', device: 'cpu', deviceTitle: expect.stringMatching(/^CPU, /) as string, deviceBytesBasis: null })
    expect(lines.at(-1)?.predictedRssBytes).toBeGreaterThan(1e8)
  })

  it('webgpu is refused in one sentence, with exit code 1', async () => {
    const { exitCode, lines, stderr } = await ended('train', '--device', 'webgpu', ...tiny, '--json')
    expect({ exitCode, lines }).toEqual({ exitCode: 1, lines: [] })
    expect(stderr).toMatch(/^The device webgpu cannot be used: .*look again\. sudo apt-get install [\w -]+\n$/)
  })
})

