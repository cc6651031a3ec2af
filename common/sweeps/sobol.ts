// Scrambled Sobol sequence: points that fill the unit cube more evenly than random ones, each a function of seed and index alone.
import { fillBits, streams } from '../randomness/stream'

/**
 * Primitive polynomials and first direction numbers by S. Joe and F. Y. Kuo (new-joe-kuo-6.21201,
 * https://web.maths.unsw.edu.au/~fkuo/sobol/): degree, inner coefficients as bits, then m_1, m_2, ... Row i is dimension i + 2.
 */
const joeKuo: readonly (readonly [degree: number, coefficients: number, first: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
]

/** Bits of a coordinate. */
const bits = 32

/** Dimensions that the table serves. */
export const mostDimensions = joeKuo.length + 1

/** Direction numbers v_1 to v_32 of each dimension, as unsigned 32-bit fractions. */
const directions: readonly Uint32Array[] = [vanDerCorput(), ...joeKuo.map((row) => directionsOf(...row))]

/** The first dimension: v_k = 2^-k. */
function vanDerCorput(): Uint32Array {
  return Uint32Array.from({ length: bits }, (_, index) => 2 ** (bits - 1 - index))
}

/** The recurrence m_k = 2 a_1 m_(k-1) xor ... xor 2^s m_(k-s) xor m_(k-s) of Joe and Kuo (2008), equation 2, on v_k = m_k / 2^k. */
function directionsOf(degree: number, coefficients: number, first: readonly number[]): Uint32Array {
  const v = new Uint32Array(bits)
  for (const [index, m] of first.entries()) v[index] = m * 2 ** (bits - 1 - index)
  for (let k = degree; k < bits; k++) {
    const before = v[k - degree] ?? 0
    let next = before ^ (before >>> degree)
    for (let j = 1; j < degree; j++) if ((coefficients >>> (degree - 1 - j)) & 1) next ^= v[k - j] ?? 0
    v[k] = next
  }
  return v
}

/** A coordinate of the plain sequence, as an unsigned 32-bit fraction; index 0 is the origin. In the order of Gray codes, as it is usual. */
export function sobolWord(index: number, dimension: number): number {
  const v = directions[dimension]
  if (!v) throw new RangeError(`the Sobol sequence has ${mostDimensions} dimensions, not ${dimension + 1}`)
  let word = 0
  for (let gray = index ^ (index >>> 1), bit = 0; gray !== 0; gray >>>= 1, bit++) if (gray & 1) word ^= v[bit] ?? 0
  return word >>> 0
}

/**
 * Owen's nested uniform scrambling by hashing (B. Burley, Practical Hash-based Owen Scrambling, JCGT 9(4), 2020): each bit is flipped, or not,
 * by the bits above it, so that every interval keeps as many points as it had.
 */
function scrambled(word: number, seed: number): number {
  let x = reversed(word)
  x = (x + seed) | 0
  x ^= Math.imul(x, 0x6c50b47c)
  x ^= Math.imul(x, 0xb82f1e52)
  x ^= Math.imul(x, 0xc7afe638)
  x ^= Math.imul(x, 0x8d22f6e6)
  return reversed(x)
}

/** A word with its bits in the opposite order. */
function reversed(word: number): number {
  let x = word
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1)
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2)
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4)
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8)
  return ((x >>> 16) | (x << 16)) >>> 0
}

/** The points of the sequence that a seed scrambles: by index, a coordinate in [0, 1) for each dimension. */
export function sobolPoints(seed: number, dimensions: number): (index: number) => readonly number[] {
  const seeds = new Uint32Array(dimensions)
  fillBits({ seed, stream: streams.sweeps, a: 1, b: 0 }, seeds)
  return (index) => Array.from(seeds, (own, dimension) => scrambled(sobolWord(index, dimension), own) / 2 ** bits)
}
