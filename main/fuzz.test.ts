// Damages the inputs of every reader at random, and checks that each is read or refused in a sentence, in bounded time and memory; `npm run fuzz` does so for longer.
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { testReader } from './testing/fuzz/reader-tests'
import { callsOfThePage } from './testing/fuzz/readers/calls-of-the-page'
import { filesOfTheLab } from './testing/fuzz/readers/files-of-the-lab'
import { filesOfTheUser } from './testing/fuzz/readers/files-of-the-user'

beforeAll(() => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined) // what a reader passes over is told there
})
afterAll(() => {
  vi.restoreAllMocks()
})

describe.each([...filesOfTheUser, ...filesOfTheLab])('$name', (reader) => {
  testReader(reader, { cases: 200, ends: reader.name === 'markdown' ? ['read'] : ['read', 'refused'] })
})

describe('calls', () => {
  testReader(callsOfThePage, { cases: 200, ofValid: null })
})
