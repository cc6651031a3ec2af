// The environment of engine processes: what is added to it, and where.
import { expect, it } from 'vitest'
import { engineEnvironment } from './engine-environment'

it('tells the C library of Linux to hand out large memory in huge pages', () => {
  const environment = engineEnvironment({ HOME: '/home/ada' }, 'linux')
  expect(environment.HOME).toBe('/home/ada')
  expect(environment.GLIBC_TUNABLES).toContain('glibc.malloc.hugetlb=1')
})

it("tells CUDA to number GPUs as NVIDIA's tool does", () => {
  expect(engineEnvironment({}, 'linux').CUDA_DEVICE_ORDER).toBe('PCI_BUS_ID')
})

it('leaves alone what the user has set', () => {
  expect(engineEnvironment({ CUDA_DEVICE_ORDER: 'FASTEST_FIRST' }, 'linux').CUDA_DEVICE_ORDER).toBe('FASTEST_FIRST')
  expect(engineEnvironment({ GLIBC_TUNABLES: 'glibc.malloc.check=1' }, 'linux').GLIBC_TUNABLES).toBe('glibc.malloc.check=1')
})

it.each(['darwin', 'win32'] as const)('adds nothing on %s', (platform) => {
  expect(engineEnvironment({ HOME: '/Users/ada' }, platform)).toEqual({ HOME: '/Users/ada' })
})
