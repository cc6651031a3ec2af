// Damages valid sources of every kind at random, and checks that each is read or refused in a sentence, in bounded time and memory; `npm run fuzz` does so for longer.
import { testReader } from '../../testing/fuzz/reader-tests'
import { sourcesReader } from './testing/fuzz/sources-reader'

testReader(sourcesReader, { cases: 150 })
