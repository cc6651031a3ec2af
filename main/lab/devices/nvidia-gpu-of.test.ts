// Which of several NVIDIA GPUs is meant: by CUDA's variables, and by a name that begins another.
import { describe, expect, it } from 'vitest'
import { gpuOfCuda, gpuOfWebgpu } from './nvidia-gpu-of'

const gpu = (index: number, uuid: string, name: string) => ({ index, uuid, name, memoryBytes: 2 ** 33, driverVersion: '550.54.15' })
const ti = gpu(0, 'GPU-5a1f3c2e-8d0b', 'NVIDIA GeForce RTX 3060 Ti')
const plain = gpu(1, 'GPU-5a77c0de-1b2d', 'NVIDIA GeForce RTX 3060')
const gpus = [ti, plain]

describe("CUDA's first GPU", () => {
  it.each([
    [undefined, ti],
    ['1', plain],
    [' 1 ,0', plain],
    ['GPU-5a77c0de-1b2d', plain],
    ['GPU-5a1,GPU-5a7', ti],
    ['GPU-5a', null], // could be either
    ['GPU-ffff', null],
    ['', null],
    ['-1', null],
    ['2', null],
    ['MIG-5a1f3c2e', null],
    ['none', null],
  ])('is as CUDA_VISIBLE_DEVICES has it: %s', (visible, expected) => {
    expect(gpuOfCuda(gpus, visible === undefined ? {} : { CUDA_VISIBLE_DEVICES: visible })).toBe(expected)
  })

  it('is not told by a number where the user wants another order than that of the tool', () => {
    expect(gpuOfCuda(gpus, { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' })).toBe(ti)
    expect(gpuOfCuda(gpus, { CUDA_DEVICE_ORDER: 'FASTEST_FIRST' })).toBeNull()
    expect(gpuOfCuda(gpus, { CUDA_DEVICE_ORDER: 'FASTEST_FIRST', CUDA_VISIBLE_DEVICES: 'GPU-5a7' })).toBe(plain)
    expect(gpuOfCuda([ti], { CUDA_DEVICE_ORDER: 'FASTEST_FIRST' })).toBe(ti)
  })

  it('is none where there is none', () => {
    expect(gpuOfCuda([], {})).toBeNull()
  })
})

it("the GPU behind WebGPU has the card's very name", () => {
  expect(gpuOfWebgpu(gpus, 'NVIDIA GeForce RTX 3060')).toBe(plain)
  expect(gpuOfWebgpu(gpus, 'NVIDIA GeForce RTX 3060 Ti')).toBe(ti)
  expect(gpuOfWebgpu(gpus, 'NVIDIA GeForce RTX 306')).toBeNull()
})
