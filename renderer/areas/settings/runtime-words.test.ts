// What Settings says of the Electron in use.
import type { WindowRuntime } from '@contract/window/runtime'
import { expect, it } from 'vitest'
import { runtimeAge, runtimeRemedy, runtimeTitle } from './runtime-words'

const old: WindowRuntime = { electron: '33.3.0', chromium: '130.0.6723.137', cameOut: '2024-10-15', supportEnds: '2025-04-29', isSupported: false, isPackaged: false }
const current: WindowRuntime = { ...old, electron: '45.4.1', chromium: '156.0.7922.10', cameOut: '2026-10-20', supportEnds: '2027-04-06', isSupported: true }

it('tells versions and dates', () => {
  expect(runtimeTitle(old)).toBe('Electron 33.3.0 with Chromium 130')
  expect(runtimeAge(old)).toBe('Electron 33 came out in October 2024, and has had no security fixes since April 2025.')
  expect(runtimeAge(current)).toBe('Electron 45 came out in October 2026, and gets security fixes until about April 2027.')
})

it('tells what to do about an old one, which differs in a package', () => {
  expect(runtimeRemedy(current)).toBeNull()
  expect(runtimeRemedy(old)).toMatchObject({ command: 'npm run setup', text: expect.stringContaining('ELECTRON_MIRROR') as string })
  expect(runtimeRemedy({ ...old, isPackaged: true })).toMatchObject({ command: null, text: expect.stringContaining('Install the newest CNN Lab') as string })
})
