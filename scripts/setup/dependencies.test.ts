// When are the dependencies taken for installed, and when for missing or stale?
import { describe, expect, it } from 'vitest'
import { isInstalled } from './dependencies.mjs'

const machine = { platform: 'linux', arch: 'x64' }
const locked = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-zod' },
  'node_modules/@libsql/linux-x64-gnu': { version: '0.5.29', integrity: 'sha512-linux', optional: true, os: ['linux'], cpu: ['x64'] },
  'node_modules/@libsql/darwin-arm64': { version: '0.5.29', integrity: 'sha512-darwin', optional: true, os: ['darwin'], cpu: ['arm64'] },
}
const zod = { 'node_modules/zod': locked['node_modules/zod'] }
const linux = { 'node_modules/@libsql/linux-x64-gnu': locked['node_modules/@libsql/linux-x64-gnu'] }
const darwin = { 'node_modules/@libsql/darwin-arm64': locked['node_modules/@libsql/darwin-arm64'] }

describe('isInstalled', () => {
  it('is satisfied with the packages of this platform', () => {
    expect(isInstalled(locked, { ...zod, ...linux }, machine)).toBe(true)
  })

  it('misses a package', () => {
    expect(isInstalled(locked, linux, machine)).toBe(false)
  })

  it('sees another version and another content of the same version', () => {
    expect(isInstalled(locked, { ...linux, 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-zod' } }, machine)).toBe(false)
    expect(isInstalled(locked, { ...linux, 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-other' } }, machine)).toBe(false)
  })

  it('sees a package that the lockfile no longer has', () => {
    expect(isInstalled(locked, { ...zod, ...linux, 'node_modules/left-over': { version: '1.0.0' } }, machine)).toBe(false)
  })

  it('does not trust a folder copied from another platform or architecture', () => {
    expect(isInstalled(locked, { ...zod, ...darwin }, machine)).toBe(false)
    expect(isInstalled(locked, { ...zod, ...linux }, { platform: 'linux', arch: 'arm64' })).toBe(false)
  })

  it('understands exclusions', () => {
    const anywhereElse = { 'node_modules/posix': { version: '1.0.0', os: ['!win32'] } }
    expect(isInstalled(anywhereElse, anywhereElse, machine)).toBe(true)
    expect(isInstalled(anywhereElse, anywhereElse, { platform: 'win32', arch: 'x64' })).toBe(false)
  })
})
