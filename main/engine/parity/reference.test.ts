// Holds the random streams and the initialisers to the bits that an independent implementation in NumPy computed.
import type { InitializerName } from '@contract/models/initializers'
import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import { describe, expect, it } from 'vitest'
import { initialValues } from '../../networks/initialization/initializers'
import { fillWords } from '@common/randomness/philox'
import { streams } from '@common/randomness/stream'
import { loadReference, referenceModels } from './reference'

const reference = loadReference()

function sha256OfLittleEndian(values: Float32Array): string {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return createHash('sha256').update(endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()).digest('hex')
}

describe('random streams', () => {
  it.each(reference.philox)('are as in NumPy for seed $seed, stream $stream, a $a, b $b', ({ seed, stream, a, b, words }) => {
    const out = new Uint32Array(words.length)
    fillWords(out, [seed, stream], [0, a, b, 0])
    expect([...out]).toEqual(words)
  })

  it('have the number of the initialisation stream that the reference uses', () => {
    expect(reference.philox[0]?.stream).toBe(streams.initialisation)
  })
})

describe.each(referenceModels)('initial values of %s', (model) => {
  const { parameters } = reference.networks[model]
  const drawn = parameters.flatMap((parameter) => Object.entries(parameter.initialValues).map(([name, expected]) => ({ parameter, name, expected })))

  it('are as in NumPy: uniform ones to the last bit, normal ones to rounding', () => {
    expect(drawn.length).toBeGreaterThan(0)
    for (const { parameter, name, expected } of drawn) {
      const values = initialValues(parameter, name as InitializerName, reference.about.seed)
      const first = [...values.subarray(0, 4)]
      if (expected.sha256) {
        expect(first, parameter.name).toEqual(expected.first)
        expect(sha256OfLittleEndian(values), parameter.name).toBe(expected.sha256)
      } else {
        expected.first.forEach((value, index) => {
          expect(Math.abs((first[index] ?? NaN) - value), parameter.name).toBeLessThanOrEqual(2 ** -23 * Math.abs(value))
        })
      }
    }
  })
})
