// The window tells what it runs on by the same rule as the set-up.
import { expect, it } from 'vitest'
import { windowRuntime } from './window-runtime'

it('tells versions, dates and whether there are fixes', () => {
  const today = new Date('2026-11-29T12:00:00Z')
  expect(windowRuntime({ electron: '33.3.0', chrome: '130.0.6723.137' }, false, today)).toEqual({
    electron: '33.3.0', chromium: '130.0.6723.137', cameOut: '2024-10-15', supportEnds: '2025-04-29', isSupported: false, isPackaged: false,
  })
  expect(windowRuntime({ electron: '45.4.1', chrome: '156.0.0.0' }, true, today)).toMatchObject({ isSupported: true, isPackaged: true })
})
