// Lays byte arrays one behind the other, as a chunk of steps is fed them, in memory that serves again: fresh pages would cost more than the copying.
export class Joiner {
  readonly #memories = new Map<string, Uint8Array>()

  /**
   * @param name of what is joined: each has its own memory
   * @returns one array of all bytes, which holds until the next call under this name; of a single array, that very one
   */
  join(name: string, arrays: readonly Uint8Array[]): Uint8Array {
    const [only] = arrays
    if (only && arrays.length === 1) return only
    const bytes = arrays.reduce((sum, { length }) => sum + length, 0)
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
