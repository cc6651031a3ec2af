// Random streams: uniform numbers, dropout masks and permutations, each a function of seed, purpose and place alone.
import { blockWords, fillWords, multiplyHigh } from './philox'

/** What randomness is drawn for. The numbers enter the generator's key: never renumber, only append. */
export const streams = {
  initialisation: 0,
  shuffling: 1,
  dropout: 2,
  augmentation: 3,
  bootstrap: 4,
  sweeps: 5,
  features: 6,
  fitting: 7,
  inspection: 8,
  validation: 9,
  mixing: 10,
  importing: 11,
  timing: 12,
} as const
export type StreamId = (typeof streams)[keyof typeof streams]

/**
 * Names one random sequence. Every field is an unsigned 32-bit integer; sequences that differ in any field are independent.
 * The generator's key is (seed, stream), its counter (block, a, b, 0).
 */
export interface StreamKey {
  readonly seed: number
  readonly stream: StreamId
  /** First coordinate within the stream: a parameter's index, an epoch, a step. */
  readonly a: number
  /** Second coordinate, e.g. a layer's index; 0 where one is enough. */
  readonly b: number
}

/** Words generated at a time where they are not kept, or changed further on: 16 KiB, which fits the processor's first cache. */
export const pieceWords = 4096

/** Fills an array with the stream's words, from a block on. @param fill another program for the same words */
export function fillBits(key: StreamKey, out: Uint32Array, firstBlock = 0, fill = fillWords): void {
  fill(out, [key.seed, key.stream], [firstBlock, key.a, key.b, 0])
}

/** Fills an array with uniform numbers in [0, 1), from a block of the stream on: the top 24 bits of each word times 2^-24, exact in float32. @param fill another program for the stream's words */
export function fillUniform(key: StreamKey, out: Float32Array, firstBlock = 0, fill = fillWords): void {
  // The words are made in the array's own memory and converted in place, as a parameter may hold 100 MB.
  const bits = new Uint32Array(out.buffer, out.byteOffset, out.length)
  fillBits(key, bits, firstBlock, fill)
  // A plain loop: a call for each of 50 million weights would take longer than drawing them.
  for (let i = 0; i < bits.length; i++) out[i] = ((bits[i] ?? 0) >>> 8) * 2 ** -24
}

/** Choices for the number of random bits that one unit of a mask takes. */
const bitsOfUnit = [1, 2, 4, 8, 16] as const

/** Mask units per byte. */
export const unitsOfByte = 8

/**
 * Fills a mask with independent bits, 1 for a unit that is kept and 0 for one that is dropped: unit u is bit u % 8 of byte floor(u / 8).
 * A unit takes the fewest random bits that represent the probability exactly (one for a half), at most 16: masks are drawn for every step,
 * and on a GPU a step is short.
 *
 * @param probabilityOfKeeping from 0 to 1, resolved to 2^-16; 0 drops all, 1 keeps all
 * @param fill another program for the stream's words
 */
export function keepMask(key: StreamKey, probabilityOfKeeping: number, out: Uint8Array, fill = fillWords): void {
  if (!(probabilityOfKeeping >= 0 && probabilityOfKeeping <= 1)) {
    throw new RangeError(`probability of keeping must lie in 0..1, not ${probabilityOfKeeping}`)
  }
  const bits = bitsOfUnit.find((count) => Number.isInteger(probabilityOfKeeping * 2 ** count)) ?? 16
  const threshold = Math.round(probabilityOfKeeping * 2 ** bits)
  const words = new Uint32Array(Math.min(pieceWords, Math.ceil((out.length * unitsOfByte * bits) / 32)))
  const pieceBytes = (words.length * 32) / (bits * unitsOfByte)
  for (let start = 0, block = 0; start < out.length; start += pieceBytes, block += words.length / blockWords) {
    fillBits(key, words, block, fill)
    const piece = out.subarray(start, start + pieceBytes)
    if (probabilityOfKeeping === 0.5) fillFromWords(piece, words)
    else compareFields(words, bits, threshold, piece)
  }
}

/** Mask of units that take one bit each: a unit is kept where its bit is 0, so the mask is the complement of the words. */
function fillFromWords(out: Uint8Array, words: Uint32Array): void {
  for (let at = 0; at < words.length; at++) words[at] = ~(words[at] ?? 0)
  out.set(new Uint8Array(words.buffer, 0, out.length))
}

/** Mask of units that take several bits each: a unit is kept where its bits, as a number, are below the threshold. Without branches, which would be mispredicted. */
function compareFields(words: Uint32Array, bits: number, threshold: number, out: Uint8Array): void {
  const fieldBits = 2 ** bits - 1
  for (let byte = 0, at = 0; byte < out.length; byte++) {
    let kept = 0
    for (let unit = 0; unit < unitsOfByte; unit++, at += bits) {
      const field = ((words[at >>> 5] ?? 0) >>> (at & 31)) & fieldBits
      kept |= ((field - threshold) >>> 31) << unit
    }
    out[byte] = kept
  }
}

/** The words of a stream one after another, without end. A generator would take five times as long. */
class Words {
  readonly #key: StreamKey
  readonly #piece: Uint32Array
  #firstBlock = 0
  #at: number

  constructor(key: StreamKey, pieceLength: number) {
    this.#key = key
    this.#piece = new Uint32Array(Math.ceil(pieceLength / blockWords) * blockWords)
    this.#at = this.#piece.length
  }

  next(): number {
    if (this.#at === this.#piece.length) {
      fillBits(this.#key, this.#piece, this.#firstBlock)
      this.#firstBlock += this.#piece.length / blockWords
      this.#at = 0
    }
    return this.#piece[this.#at++] ?? 0
  }
}

/**
 * An unbiased integer in [0, bound).
 * D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019, algorithm 5.
 */
function boundedInteger(words: Words, bound: number): number {
  let word = words.next()
  let low = Math.imul(word, bound) >>> 0
  if (low < bound) {
    const rejected = (2 ** 32 - bound) % bound
    while (low < rejected) {
      word = words.next()
      low = Math.imul(word, bound) >>> 0
    }
  }
  return multiplyHigh(word, bound) >>> 0
}

/**
 * A random order of 0 .. n - 1, every order as likely as any other.
 * Fisher and Yates's shuffle in the form of R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7(7), 1964.
 */
export function permutation(key: StreamKey, n: number): Uint32Array {
  const order = new Uint32Array(n)
  for (let place = 0; place < n; place++) order[place] = place
  const words = new Words(key, Math.min(pieceWords, n))
  for (let last = n - 1; last > 0; last--) {
    const chosen = boundedInteger(words, last + 1)
    const value = order[chosen] ?? 0
    order[chosen] = order[last] ?? 0
    order[last] = value
  }
  return order
}
