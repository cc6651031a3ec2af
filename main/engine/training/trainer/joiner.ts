// Joins the byte arrays of a chunk of steps into one, in memory that is reused: fresh pages would cost more than the copying.
export class Joiner {
  readonly #memories = new Map<string, Uint8Array>()

  /**
   * @param name each name has memory of its own
   * @returns one array of all bytes, valid until the next call under this name; nothing is copied of arrays that lie one behind the other in memory already
   */
  join(name: string, arrays: readonly Uint8Array[]): Uint8Array {
    const bytes = arrays.reduce((sum, { length }) => sum + length, 0)
    const [first] = arrays
    if (first && areAdjoining(arrays)) return new Uint8Array(first.buffer, first.byteOffset, bytes)
    const memory = this.#memoryOf(name, bytes)
    let place = 0
    for (const array of arrays) {
      memory.set(array, place)
      place += array.length
    }
    return memory.subarray(0, bytes)
  }

  #memoryOf(name: string, bytes: number): Uint8Array {
    const known = this.#memories.get(name)
    if (known && known.length >= bytes) return known
    const memory = new Uint8Array(bytes)
    this.#memories.set(name, memory)
    return memory
  }
}

/** Whether each of the arrays ends where the next one begins. */
function areAdjoining(arrays: readonly Uint8Array[]): boolean {
  return arrays.every(({ buffer, byteOffset }, index) => {
    const before = arrays[index - 1]
    return !before || (before.buffer === buffer && before.byteOffset + before.length === byteOffset)
  })
}
