// Reads bytes in order, as many at a time as are wanted, from wherever they come in pieces.
import { phrase } from '@language/phrase'
import { cutShort } from '../source-faults'

/** Pieces of bytes in order. */
export interface BytePieces {
  /** The next piece, valid until the one after it is asked for; null at the end. */
  readonly next: () => Promise<Uint8Array | null>
  /** Leaves out bytes without reading them, where that can be done. */
  readonly jump?: (bytes: number) => void
  readonly close: () => Promise<void>
}

const nothing = new Uint8Array(0)

export class ByteReader {
  readonly #pieces: BytePieces
  readonly #name: string
  #piece: Uint8Array = nothing
  #at = 0
  /** Bytes before the current piece. */
  #before = 0
  #joined: Uint8Array = nothing

  /** @param name of the file, for messages */
  constructor(name: string, pieces: BytePieces) {
    this.#name = name
    this.#pieces = pieces
  }

  /** Bytes that were read or skipped so far. */
  get position(): number {
    return this.#before + this.#at
  }

  /** The next bytes where they are there already, else null: spares waiting for each few bytes. They are valid until more is read. */
  take(length: number): Uint8Array | null {
    const end = this.#at + length
    if (end > this.#piece.length) return null
    const bytes = this.#piece.subarray(this.#at, end)
    this.#at = end
    return bytes
  }

  /** The next byte where it is there already, else null. */
  takeByte(): number | null {
    const byte = this.#piece[this.#at]
    if (byte === undefined) return null
    this.#at++
    return byte
  }

  /** The next bytes, fewer only at the end; valid until more is read. */
  async readUpTo(length: number): Promise<Uint8Array> {
    const ready = this.take(length)
    if (ready) return ready
    // What was announced may be far more than there is: the memory grows with what comes.
    let joined = this.#joined.length >= length ? this.#joined : new Uint8Array(Math.min(length, firstJoin))
    let filled = 0
    while (filled < length && (this.#at < this.#piece.length || (await this.#nextPiece()))) {
      const part = this.#piece.subarray(this.#at, this.#at + length - filled)
      if (filled + part.length > joined.length) joined = grown(joined, filled, Math.min(length, 2 * (filled + part.length)))
      joined.set(part, filled)
      filled += part.length
      this.#at += part.length
    }
    this.#joined = joined
    return joined.subarray(0, filled)
  }

  /** The next bytes, valid until more is read. @throws LabError `import/truncated` where there are fewer */
  async read(length: number): Promise<Uint8Array> {
    const bytes = await this.readUpTo(length)
    if (bytes.length < length) throw cutShort(this.#name, phrase('{bytes} bytes are there, and at least {wanted} should be', { bytes: this.position, wanted: this.position - bytes.length + length }))
    return bytes
  }

  /** The next bytes, up to and including a given one. Null where more than `most` come before it, or the end does. */
  async readThrough(stop: number, most: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = []
    for (let length = 0; ; ) {
      const place = this.#piece.indexOf(stop, this.#at)
      const part = this.#piece.subarray(this.#at, place < 0 ? undefined : place + 1)
      length += part.length
      if (length > most) return null
      this.#at += part.length
      parts.push(part.slice()) // the next piece may use the same memory
      if (place >= 0) return parts.length === 1 ? part : Buffer.concat(parts)
      if (!(await this.#nextPiece())) return null
    }
  }

  /** @throws LabError `import/truncated` where there are fewer bytes */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) {
      const ready = Math.min(left, this.#piece.length - this.#at)
      this.#at += ready
      left -= ready
      if (left === 0) return
      if (this.#pieces.jump && left > 1) {
        // The last byte is read, so that the end of the file is noticed.
        this.#pieces.jump(left - 1)
        this.#before += left - 1
        left = 1
      }
      if (!(await this.#nextPiece())) throw cutShort(this.#name, phrase('it ends before byte {position}', { position: this.position + left }))
    }
  }

  /** Reads what is left where that is little, so that a checksum behind it is compared. @throws LabError `import/damaged` where it differs */
  async finish(): Promise<void> {
    for (let left = mostToFinish; left > 0 && !(await this.isAtEnd()); ) {
      left -= this.#piece.length - this.#at
      this.#at = this.#piece.length
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#at === this.#piece.length && !(await this.#nextPiece())
  }

  close(): Promise<void> {
    return this.#pieces.close()
  }

  /** Whether there is one. */
  async #nextPiece(): Promise<boolean> {
    this.#before += this.#piece.length
    this.#at = 0
    this.#piece = nothing
    for (;;) {
      const piece = await this.#pieces.next()
      if (piece === null) return false
      if (piece.length > 0) {
        this.#piece = piece
        return true
      }
    }
  }
}

/** Archives end with some zeros. */
const mostToFinish = 2 ** 20

/** Bytes that are made room for before they are there. */
const firstJoin = 2 ** 20

function grown(bytes: Uint8Array, filled: number, length: number): Uint8Array {
  const larger = new Uint8Array(length)
  larger.set(bytes.subarray(0, filled))
  return larger
}
