// Half-precision bits: every one of them comes back, and what lies between two is rounded to the nearest, as NumPy does.
import { expect, it } from 'vitest'
import { fromHalf, toHalf } from './float16'

it('every number of the format comes back', () => {
  for (let half = 0; half < 0x10000; half++) {
    const value = fromHalf(half)
    if (Number.isNaN(value)) expect(fromHalf(toHalf(value))).toBeNaN()
    else expect(toHalf(value)).toBe(half)
  }
})

/** Value and `numpy.float16(value).view(numpy.uint16)`. */
it.each([
  [0.1, 0x2e66], [0.99976, 0x3c00], [0.3333333, 0x3555], [1e-7, 0x0002], [2.9802322387695312e-8, 0x0000], [8.940696716308594e-8, 0x0002],
  [6.1e-5, 0x03ff], [65519, 0x7bff], [65520, 0x7c00], [1e9, 0x7c00], [-2.0009765625, 0xc000], [2.0029296875, 0x4002], [2049, 0x6800], [2051, 0x6802],
] as const)('%d becomes %d', (value, half) => {
  expect(toHalf(value)).toBe(half)
})

it('what lies between two neighbours becomes the nearer one', () => {
  for (let half = 1; half < 0x7bff; half += 37) {
    const [low, high] = [fromHalf(half), fromHalf(half + 1)]
    expect(toHalf(low + 0.4 * (high - low))).toBe(half)
    expect(toHalf(low + 0.6 * (high - low))).toBe(half + 1)
  }
})
