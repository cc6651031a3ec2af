// Results of inspections, kept by what they depend on, so that coming back to an image or a layer computes nothing again; bounded by their bytes.

/** Bytes of results that are kept, at most; the one that was asked for last is kept whatever its size. */
const usualMostBytes = 256e6

interface KeptResult {
  readonly result: Promise<unknown>
  /** 0 until it is there. */
  bytes: number
}

export class KeptResults {
  readonly #mostBytes: number
  /** The one that was asked for last at the end. */
  readonly #kept = new Map<string, KeptResult>()

  constructor(mostBytes = usualMostBytes) {
    this.#mostBytes = mostBytes
  }

  /**
   * The result that is kept, or being computed, under a key; else computes it. One that is rejected is not kept.
   * @param key everything that the result depends on
   */
  of<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key)
    const kept: KeptResult = known ?? { result: compute(), bytes: 0 }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (!known) this.#follow(key, kept)
    return kept.result as Promise<T> // by its key, a result of the same question
  }

  #follow(key: string, kept: KeptResult): void {
    kept.result.then(
      (result) => {
        kept.bytes = bytesOf(result)
        this.#dropOldest()
      },
      () => {
        this.#kept.delete(key) // told to whoever asked; the next one may have more luck
      },
    )
  }

  #dropOldest(): void {
    let bytes = 0
    for (const [place, [key, kept]] of [...this.#kept].reverse().entries()) {
      bytes += kept.bytes
      if (bytes > this.#mostBytes && kept.bytes > 0 && place > 0) this.#kept.delete(key)
    }
  }
}

/** Bytes that a value of plain objects, lists and arrays of numbers holds, about. */
function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === 'object' && value !== null) return Object.values(value).reduce<number>((sum, part) => sum + bytesOf(part), 0)
  return typeof value === 'string' ? 2 * value.length : 8
}
