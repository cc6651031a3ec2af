// Memory that images are drawn into again and again: the page faults of fresh memory would cost about as much as what is written to it.

/** Gives memory of at least so many bytes, with whatever it holds. */
export interface MemorySource {
  readonly take: (bytes: number) => Uint8Array<ArrayBuffer>
}

export const freshMemory: MemorySource = { take: (bytes) => new Uint8Array(bytes) }

export class DrawMemory implements MemorySource {
  /** Memory that nothing uses. */
  #free: ArrayBuffer[] = []

  /** Takes memory back. */
  give(memory: readonly ArrayBuffer[]): void {
    this.#free.push(...memory)
  }

  take(bytes: number): Uint8Array<ArrayBuffer> {
    const place = this.#free.findIndex(({ byteLength }) => byteLength >= bytes)
    const [found] = place < 0 ? [] : this.#free.splice(place, 1)
    if (found) return new Uint8Array(found)
    // Chunks have grown: what is left of the shorter ones would never serve again.
    this.#free = []
    // Sizes are powers of two, so that chunks of about the same size share memory; pages that nobody writes to take none.
    return new Uint8Array(2 ** Math.ceil(Math.log2(Math.max(bytes, 1))))
  }
}
