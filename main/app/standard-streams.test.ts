// Standard streams of engines: as Electron reads them, first in its check, then where the process is made.
import { expect, it } from 'vitest'
import { standardStreams } from './standard-streams'

it('has an Electron that leaves /dev/null open make none for the input', () => {
  const streams = standardStreams('33.3.0')
  expect(Array.isArray(streams)).toBe(true)
  expect(streams[0]).toBe('ignore') // lib/browser/api/utility-process.ts: anything else is refused
  expect([...streams]).toEqual(['inherit', 'ignore', 'pipe'])
})

it('asks a mended one for what is meant', () => {
  const streams = standardStreams('45.4.1')
  expect(streams[0]).toBe('ignore')
  expect([...streams]).toEqual(['ignore', 'ignore', 'pipe'])
})
