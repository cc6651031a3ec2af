// The environment of engine processes: what is added to it, and where.
import { expect, it } from 'vitest'
import { engineEnvironment } from './engine-environment'

it('tells the C library of Linux to hand out large memory in huge pages', () => {
  const environment = engineEnvironment({ HOME: '/home/ada' }, 'linux')
  expect(environment.HOME).toBe('/home/ada')
  expect(environment.GLIBC_TUNABLES).toContain('glibc.malloc.hugetlb=1')
})

it('leaves tunables alone that the user has set', () => {
  expect(engineEnvironment({ GLIBC_TUNABLES: 'glibc.malloc.check=1' }, 'linux').GLIBC_TUNABLES).toBe('glibc.malloc.check=1')
})

it.each(['darwin', 'win32'] as const)('adds nothing on %s', (platform) => {
  expect(engineEnvironment({ HOME: '/Users/ada' }, platform)).toEqual({ HOME: '/Users/ada' })
})
