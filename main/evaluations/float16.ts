// Half-precision numbers (IEEE 754 binary16) as bits, for arrays that need not be exact.

const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** The bits of the nearest half-precision number, of two as near the even one; too large values become infinite. */
export function toHalf(value: number): number {
  float[0] = value
  const word = bits[0] ?? 0
  const sign = (word >>> 16) & 0x8000
  const magnitude = word & 0x7fff_ffff
  if (magnitude > 0x7f80_0000) return sign | 0x7e00 // not a number
  if (magnitude >= 0x477f_f000) return sign | 0x7c00 // rounds to 2^16, which is beyond the largest one
  if (magnitude < 0x3880_0000) return sign | roundedToEven(Math.abs(value) * 2 ** 24) // below 2^-14 they are multiples of 2^-24
  // Exponents are biased by 127 and 15; of 23 bits of the fraction 10 are kept. A carry out of the fraction raises the exponent, as it should.
  const shifted = magnitude - ((127 - 15) << 23)
  return sign | ((shifted + 0xfff + ((shifted >>> 13) & 1)) >>> 13)
}

function roundedToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below
}

/** The number that half-precision bits stand for. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const [exponent, fraction] = [(half >>> 10) & 0x1f, half & 0x3ff]
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
}
