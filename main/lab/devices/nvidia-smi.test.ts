// NVIDIA's tool: its lines as it prints them, with and without figures, and what becomes of it where it hangs.
import { describe, expect, it } from 'vitest'
import { bytesOf, nvidiaGpus, readGpus } from './nvidia-smi'

describe('the list of GPUs', () => {
  it('has index, UUID, name, memory and driver', () => {
    expect(readGpus('0, GPU-5a1f, NVIDIA GeForce RTX 3060, 12288, 550.54.15\n1, GPU-77c0, NVIDIA H200, 143771, 550.54.15\n')).toEqual([
      { index: 0, uuid: 'GPU-5a1f', name: 'NVIDIA GeForce RTX 3060', memoryBytes: 12288 * 1024 * 1024, driverVersion: '550.54.15' },
      { index: 1, uuid: 'GPU-77c0', name: 'NVIDIA H200', memoryBytes: 143771 * 1024 * 1024, driverVersion: '550.54.15' },
    ])
  })

  it('is empty where the tool complains', () => {
    expect(readGpus('No devices were found\n')).toEqual([])
    expect(readGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that ..., and running.\n")).toEqual([])
    expect(readGpus('')).toEqual([])
  })

  it('leaves the memory open where the tool does', () => {
    expect(readGpus('0, GPU-0a1b, NVIDIA GB10, [N/A], 580.95.05')[0]?.memoryBytes).toBeNull()
    expect(bytesOf('[Not Supported]')).toBeNull()
    expect(bytesOf(undefined)).toBeNull()
  })

  it('is what the tool answers to the question', async () => {
    const answer = "console.log('3, GPU-5a1f, ' + process.argv.slice(1).join(' ').replaceAll(',', '+') + ', 1, 2')"
    expect(await nvidiaGpus([process.execPath, '-e', answer, '--'], 20_000)).toMatchObject([
      { index: 3, name: '--query-gpu=index+uuid+name+memory.total+driver_version --format=csv+noheader+nounits' },
    ])
  })

  // Windows has neither such a shell nor a signal that a program could ignore.
  it.skipIf(process.platform === 'win32')('is empty where the tool hangs, whatever signal it ignores', async () => {
    expect(await nvidiaGpus(['sh', '-c', "trap '' TERM; exec sleep 60"], 500)).toEqual([])
  }, 20_000)
})
