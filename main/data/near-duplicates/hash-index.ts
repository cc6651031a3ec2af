// Finds, among many hashes of 64 bits, those within a Hamming distance of one, without comparing it with all.

/** Substrings that a hash is cut into, their bits, and the values that one of them can have. */
const [substrings, substringBits, substringValues] = [4, 16, 1 << 16]

/** Hashes [n, 2] as words of 32 bits. */
export type Hashes = Uint32Array

/** Number of bits in which two hashes differ. */
export function distanceOf(hashes: Hashes, a: number, b: number): number {
  return ones((hashes[2 * a] ?? 0) ^ (hashes[2 * b] ?? 0)) + ones((hashes[2 * a + 1] ?? 0) ^ (hashes[2 * b + 1] ?? 0))
}

/** Number of bits of a word that are 1. H. S. Warren, "Hacker's Delight", section 5-1. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Word and shift of a substring. */
const substringOf = (hashes: Hashes, at: number, part: number): number => ((hashes[2 * at + (part >>> 1)] ?? 0) >>> (substringBits * (part & 1))) & (substringValues - 1)

/**
 * Multi-index hashing: M. Norouzi, A. Punjani, D. J. Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012. Hashes that differ in at most
 * r = 4a + b bits (b < 4) differ in at most a bits in one of the first b + 1 substrings, or in at most a - 1 bits in one of the others (section 3.1 there); so it is enough to look
 * into one table for each substring, under all values that are so near.
 */
export class HashIndex {
  readonly #tables: readonly SubstringTable[]
  /** For each substring: the differences under which is looked, as bits that change. */
  readonly #changes: readonly (readonly number[])[]
  readonly #hashes: Hashes
  readonly #radius: number
  /** The search in which each hash was found last, as it may be found by several substrings. */
  readonly #foundIn: Uint32Array
  #search = 0

  /** @param hashes different ones; @param radius largest distance that is searched, at most 15 */
  constructor(hashes: Hashes, radius: number) {
    this.#hashes = hashes
    this.#radius = radius
    this.#foundIn = new Uint32Array(hashes.length / 2)
    const parts = Array.from({ length: substrings }, (_, part) => part)
    this.#tables = parts.map((part) => tableOf(hashes, part))
    this.#changes = parts.map((part) => changesWithin(Math.floor(radius / substrings) - (part <= radius % substrings ? 0 : 1)))
  }

  /**
   * Calls back for each hash within the radius, the hash itself too, in an order that depends on the hashes alone.
   * @param most hashes to look at, those that several substrings find as often
   * @returns whether all were looked at
   */
  near(hash: number, most: number, found: (other: number, distance: number) => void): boolean {
    this.#search++
    const [low, high] = [this.#hashes[2 * hash] ?? 0, this.#hashes[2 * hash + 1] ?? 0]
    let looked = 0
    for (const [part, { starts, members, sorted }] of this.#tables.entries()) {
      const value = substringOf(this.#hashes, hash, part)
      for (const change of this.#changes[part] ?? []) {
        const end = starts[(value ^ change) + 1] ?? 0
        for (let place = starts[value ^ change] ?? 0; place < end; place++) {
          if (++looked > most) return false
          const distance = ones((sorted[2 * place] ?? 0) ^ low) + ones((sorted[2 * place + 1] ?? 0) ^ high)
          if (distance > this.#radius) continue
          const other = members[place] ?? 0
          if (this.#foundIn[other] === this.#search) continue
          this.#foundIn[other] = this.#search
          found(other, distance)
        }
      }
    }
    return true
  }
}

interface SubstringTable {
  /** Where the hashes with each value of the substring begin; one more at the end. */
  readonly starts: Uint32Array
  /** The hashes by the value of the substring, as indices, and their words in the same order, so that memory is read on and on. */
  readonly members: Uint32Array
  readonly sorted: Hashes
}

/** Counting sort, so that hashes with the same value stay in their order. */
function tableOf(hashes: Hashes, part: number): SubstringTable {
  const count = hashes.length / 2
  const starts = new Uint32Array(substringValues + 1)
  for (let hash = 0; hash < count; hash++) {
    const after = substringOf(hashes, hash, part) + 1
    starts[after] = (starts[after] ?? 0) + 1
  }
  for (let value = 0; value < substringValues; value++) starts[value + 1] = (starts[value + 1] ?? 0) + (starts[value] ?? 0)
  const next = starts.slice()
  const [members, sorted] = [new Uint32Array(count), new Uint32Array(2 * count)]
  for (let hash = 0; hash < count; hash++) {
    const value = substringOf(hashes, hash, part)
    const place = next[value] ?? 0
    members[place] = hash
    sorted[2 * place] = hashes[2 * hash] ?? 0
    sorted[2 * place + 1] = hashes[2 * hash + 1] ?? 0
    next[value] = place + 1
  }
  return { starts, members, sorted }
}

/** All values of a substring with at most so many ones; none where the number is negative. */
function changesWithin(most: number): readonly number[] {
  return most < 0 ? [] : Array.from({ length: substringValues }, (_, value) => value).filter((value) => ones(value) <= most)
}
