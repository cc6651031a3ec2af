// Philox4x32-10, the counter-based random generator: random words as a pure function of a counter and a key.

const rounds = 10
const multiplier0 = 0xd2511f53
const multiplier1 = 0xcd9e8d57
/** Weyl increments of the key between rounds: the golden ratio and sqrt(3) - 1, as 32-bit fractions. */
const weyl0 = 0x9e3779b9
const weyl1 = 0xbb67ae85

/** What makes the generator Philox4x32-10. */
export const philox = { rounds, multipliers: [multiplier0, multiplier1], weyl: [weyl0, weyl1] } as const

/** Words in one block, the output for one counter. */
export const blockWords = 4

/** The 64-bit key of a sequence, as two unsigned 32-bit words. */
export type PhiloxKey = readonly [number, number]

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit integers, as an int32 (`>>> 0` makes it unsigned). */
export function multiplyHigh(x: number, y: number): number {
  const xHigh = x >>> 16
  const xLow = x & 0xffff
  const yHigh = y >>> 16
  const yLow = y & 0xffff
  // No sum exceeds 2^32 - 1, so each wrapped int32 holds the exact unsigned value.
  const middle = (Math.imul(xHigh, yLow) + (Math.imul(xLow, yLow) >>> 16)) | 0
  const carry = (Math.imul(xLow, yHigh) + (middle & 0xffff)) | 0
  return (Math.imul(xHigh, yHigh) + (middle >>> 16) + (carry >>> 16)) | 0
}

/**
 * Fills an array with the words of consecutive blocks, whose counters are (firstBlock, c1, c2, c3), (firstBlock + 1, c1, c2, c3), ...
 * The first counter word wraps at 2^32, so a sequence holds 2^34 words.
 *
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
 * There is no state to save: any word can be had again from its place alone, so a run resumes exactly.
 *
 * @param out any length; a last partial block is cut off
 * @param counter the four words of the first block's counter, unsigned 32-bit
 */
export function fillWords(out: Uint32Array, key: PhiloxKey, counter: readonly [number, number, number, number]): void {
  const [firstBlock, c1, c2, c3] = counter
  for (let start = 0, block = firstBlock; start < out.length; start += blockWords, block++) {
    let x0 = block | 0
    let x1 = c1 | 0
    let x2 = c2 | 0
    let x3 = c3 | 0
    let key0 = key[0] | 0
    let key1 = key[1] | 0
    for (let round = 0; round < rounds; round++) {
      const high0 = multiplyHigh(multiplier0, x0)
      const low0 = Math.imul(multiplier0, x0)
      const high1 = multiplyHigh(multiplier1, x2)
      const low1 = Math.imul(multiplier1, x2)
      x0 = high1 ^ x1 ^ key0
      x1 = low1
      x2 = high0 ^ x3 ^ key1
      x3 = low0
      key0 = (key0 + weyl0) | 0
      key1 = (key1 + weyl1) | 0
    }
    out[start] = x0 // writes past the end of a typed array are ignored
    out[start + 1] = x1
    out[start + 2] = x2
    out[start + 3] = x3
  }
}
