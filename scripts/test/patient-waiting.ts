// Set-up of each test file: `vi.waitFor` and `vi.waitUntil` wait as long as `expect.poll` does (vitest.config.ts). Their own second is too little on a busy machine, and vitest has no setting for it.
import { vi } from 'vitest'
import { oncePerProcess } from './once-per-process'

const patience = 20_000

oncePerProcess('patient waiting', () => {
  const { waitFor, waitUntil } = vi
  vi.waitFor = (callback, options = patience) => waitFor(callback, typeof options === 'number' ? options : { timeout: patience, ...options })
  vi.waitUntil = (callback, options = patience) => waitUntil(callback, typeof options === 'number' ? options : { timeout: patience, ...options })
})
