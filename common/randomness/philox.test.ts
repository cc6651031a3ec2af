// Checks Philox4x32-10 against its published known answers, and whole sequences against single blocks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillWords, multiplyHigh, type PhiloxKey } from './philox'

type Counter = readonly [number, number, number, number]

function words(length: number, key: PhiloxKey, counter: Counter): number[] {
  const out = new Uint32Array(length)
  fillWords(out, key, counter)
  return [...out]
}

const word = fc.integer({ min: 0, max: 0xffff_ffff })

describe('fillWords', () => {
  // From kat_vectors of the Random123 distribution, the authors' own implementation.
  const knownAnswers: { counter: Counter; key: PhiloxKey; output: number[] }[] = [
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      output: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      output: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      output: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ]

  it.each(knownAnswers)('gives the published answer for counter $counter', ({ counter, key, output }) => {
    expect(words(4, key, counter)).toEqual(output)
  })

  it('gives, from any block and at any length, the words that the blocks give one by one', () => {
    fc.assert(
      fc.property(fc.tuple(word, word), fc.tuple(word, word, word, word), fc.integer({ min: 0, max: 41 }), (key, counter, length) => {
        const [first, ...rest] = counter
        const single = Array.from({ length: Math.ceil(length / 4) }, (_, i) => words(4, key, [(first + i) % 2 ** 32, ...rest])).flat()
        expect(words(length, key, counter)).toEqual(single.slice(0, length))
      }),
    )
  })
})

describe('multiplyHigh', () => {
  it('is the upper half of the exact product', () => {
    fc.assert(
      fc.property(word, word, (x, y) => {
        expect(multiplyHigh(x, y) >>> 0).toBe(Number((BigInt(x) * BigInt(y)) >> 32n))
      }),
      { examples: [[0xffff_ffff, 0xffff_ffff]] },
    )
  })
})
