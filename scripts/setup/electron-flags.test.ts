// Which flags does Electron get on which system?
import { expect, it } from 'vitest'
import { electronFlags, type SystemFacts } from './electron-flags.mjs'

const desktop: SystemFacts = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false, canSandbox: true, sharedMemory: 2 ** 33 }

it('gives none where none is needed', () => {
  expect(electronFlags(desktop)).toEqual([])
  expect(electronFlags({ ...desktop, platform: 'darwin', env: {}, isRoot: true })).toEqual([])
  expect(electronFlags({ ...desktop, platform: 'win32', env: {} })).toEqual([])
})

it('keeps the sandbox unless Chromium cannot have it', () => {
  expect(electronFlags({ ...desktop, isRoot: true })).toEqual(['--no-sandbox'])
  expect(electronFlags({ ...desktop, canSandbox: false })).toEqual(['--no-sandbox'])
})

it('uses Wayland only where there is no X', () => {
  expect(electronFlags({ ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(['--ozone-platform=wayland'])
  expect(electronFlags({ ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' } })).toEqual([])
})

it('goes round the little shared memory of a container', () => {
  expect(electronFlags({ ...desktop, sharedMemory: 64 * 2 ** 20 })).toEqual(['--disable-dev-shm-usage'])
})
