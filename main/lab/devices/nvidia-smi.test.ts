// NVIDIA's tool: its lines as it prints them, with and without figures.
import { describe, expect, it } from 'vitest'
import { bytesOf, readGpus } from './nvidia-smi'

describe('the list of GPUs', () => {
  it('has index, name, memory and driver', () => {
    expect(readGpus('0, NVIDIA GeForce RTX 3060, 12288, 550.54.15\n1, NVIDIA H200, 143771, 550.54.15\n')).toEqual([
      { index: 0, name: 'NVIDIA GeForce RTX 3060', memoryBytes: 12288 * 1024 * 1024, driverVersion: '550.54.15' },
      { index: 1, name: 'NVIDIA H200', memoryBytes: 143771 * 1024 * 1024, driverVersion: '550.54.15' },
    ])
  })

  it('is empty where the tool complains', () => {
    expect(readGpus('No devices were found\n')).toEqual([])
    expect(readGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that ..., and running.\n")).toEqual([])
    expect(readGpus('')).toEqual([])
  })

  it('leaves the memory open where the tool does', () => {
    expect(readGpus('0, NVIDIA GB10, [N/A], 580.95.05')[0]?.memoryBytes).toBeNull()
    expect(bytesOf('[Not Supported]')).toBeNull()
    expect(bytesOf(undefined)).toBeNull()
  })
})
