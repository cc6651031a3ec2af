// On which display does Electron start that shows nothing?
import { expect, it } from 'vitest'
import { displayFor } from './windowless-electron.mjs'

it('is the one at hand, else a virtual one, else there is a way out', () => {
  expect(displayFor('linux', { DISPLAY: ':0' }, () => true)).toEqual([])
  expect(displayFor('darwin', {}, () => false)).toEqual([])
  expect(displayFor('linux', {}, () => true)[0]).toBe('xvfb-run')
  expect(() => displayFor('linux', {}, (program) => program !== 'xauth')).toThrow('needs a display')
})
