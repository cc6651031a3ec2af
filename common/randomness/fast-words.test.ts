// The words by WebAssembly are those of the program that is written to be read.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillWords } from './philox'
import { fillWordsFast } from './fast-words'

const word = fc.integer({ min: 0, max: 0xffff_ffff })

it('gives the words of fillWords for any key, counter and length, also beyond the last block number', () => {
  fc.assert(
    fc.property(fc.tuple(word, word), fc.tuple(word, word, word, word), fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 16_380, max: 33_000 })), (key, counter, length) => {
      const [fast, plain] = [new Uint32Array(length), new Uint32Array(length)]
      fillWordsFast(fast, key, counter)
      fillWords(plain, key, counter)
      expect(Buffer.compare(new Uint8Array(fast.buffer), new Uint8Array(plain.buffer))).toBe(0)
    }),
    { examples: [[[1, 2], [0xffff_ffff, 0, 0, 0], 9]] },
  )
})
