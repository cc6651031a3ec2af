// The initialisers: bounds, distributions, exact arithmetic, and that a value depends on seed, index and position only.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillWords } from '@common/randomness/philox'
import { streams } from '@common/randomness/stream'
import { initialValues, type InitialParameter } from './initializers'

const kernel: InitialParameter = { name: 'conv2.weight', index: 2, shape: [16, 6, 5, 5], kind: 'weight', fanIn: 150, fanOut: 400 }
const bias: InitialParameter = { ...kernel, name: 'conv2.bias', index: 3, shape: [16], kind: 'bias' }

const glorotBound = Math.sqrt(6 / 550)
const torchBound = 1 / Math.sqrt(150)

/** Mean and variance of a uniform distribution on (-bound, bound), within five standard errors. */
function expectUniform(values: Float32Array, bound: number): void {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / n
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(bound))
  expect(Math.abs(mean)).toBeLessThan(5 * bound * Math.sqrt(1 / 3 / n))
  expect(Math.abs(variance / bound ** 2 - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / n))
}

describe('initialValues', () => {
  it('draws Xavier weights from (-a, a) with a = sqrt(6 / (fan-in + fan-out))', () => {
    const values = initialValues(kernel, 'xavier-uniform', 0)
    expect(values).toHaveLength(16 * 6 * 5 * 5)
    expectUniform(values, glorotBound)
  })

  it('sets Xavier biases to zero', () => {
    expect(initialValues(bias, 'xavier-uniform', 0)).toEqual(new Float32Array(16))
  })

  it("draws PyTorch's default weights and biases from (-a, a) with a = 1 / sqrt(fan-in)", () => {
    expectUniform(initialValues(kernel, 'pytorch-default', 0), torchBound)
    const biases = initialValues({ ...bias, shape: [4096] }, 'pytorch-default', 0)
    expectUniform(biases, torchBound)
  })

  it('rounds to float32 once, after the product in float64', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.nat({ max: 40 }), fc.integer({ min: 1, max: 9216 }), (seed, index, fanIn) => {
        const values = initialValues({ ...kernel, index, fanIn, shape: [9] }, 'pytorch-default', seed)
        const words = new Uint32Array(9)
        fillWords(words, [seed, streams.initialisation], [0, index, 0, 0])
        const expected = Array.from(words, (word) => Math.fround((2 * (Math.floor(word / 256) / 2 ** 24) - 1) * (1 / Math.sqrt(fanIn))))
        expect([...values]).toEqual(expected)
      }),
    )
  })

  it('multiplies drawn weights, not biases, by the factor before the value is rounded', () => {
    const drawn = initialValues(kernel, 'pytorch-default', 3)
    const scaled = initialValues(kernel, 'pytorch-default', 3, 0.1)
    for (const [index, value] of scaled.entries()) expect(Math.abs(value - 0.1 * (drawn[index] ?? NaN))).toBeLessThanOrEqual(2 ** -23 * Math.abs(value))
    expect(initialValues(kernel, 'pytorch-default', 3, 1)).toEqual(drawn)
    expect(initialValues(bias, 'pytorch-default', 3, 100)).toEqual(initialValues(bias, 'pytorch-default', 3))
  })

  it('sets weights and biases to zero, whatever the factor', () => {
    expect(initialValues(kernel, 'zeros', 3, 100)).toEqual(new Float32Array(16 * 6 * 5 * 5))
    expect(initialValues(bias, 'zeros', 3)).toEqual(new Float32Array(16))
  })

  it('gives a value that depends on seed, index and position only', () => {
    const values = initialValues(kernel, 'xavier-uniform', 7)
    expect(initialValues({ ...kernel, name: 'other', shape: [100] }, 'xavier-uniform', 7)).toEqual(values.slice(0, 100))
    expect(initialValues({ ...kernel, index: 4 }, 'xavier-uniform', 7)).not.toEqual(values)
    expect(initialValues(kernel, 'xavier-uniform', 8)).not.toEqual(values)
  })
})
