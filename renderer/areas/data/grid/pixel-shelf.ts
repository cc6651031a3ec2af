// Fetches the pixels of the images in sight, in pieces, and keeps the newest of them: a grid asks for them while it scrolls.
import { toProblem, type Problem } from '@contract/problem'

/** Bytes of a piece, and of all pieces that are kept. */
const [pieceBytes, keptBytes] = [512e3, 128e6]
/** Images of a piece, at least and at most. */
const [leastOfPiece, mostOfPiece] = [16, 2048]
/** Pieces that are asked for at once: the lab reads one while another one is on its way. */
const mostAsked = 2

export interface PixelShelfOptions {
  /** Images in their order. */
  readonly images: Uint32Array
  /** Bytes of a thumbnail. */
  readonly imageBytes: number
  /** Asks for the pixels of images, one after another. */
  readonly read: (images: Uint32Array) => Promise<Uint8Array>
  /** Told the places of pixels that have come: from `first` to before `end`. */
  readonly arrived: (first: number, end: number) => void
  readonly failed: (problem: Problem) => void
}

export class PixelShelf {
  readonly #options: PixelShelfOptions
  /** Images of a piece. */
  readonly #length: number
  /** By number, the one that was used last at the end; null while a piece is on its way. */
  readonly #pieces = new Map<number, Uint8Array | null>()
  #wanted: readonly number[] = []
  #asked = 0
  #isClosed = false

  constructor(options: PixelShelfOptions) {
    this.#options = options
    this.#length = Math.min(mostOfPiece, Math.max(leastOfPiece, Math.floor(pieceBytes / options.imageBytes)))
  }

  /** The pixels of the image at a place; null where they are not there yet. */
  at(place: number): Uint8Array | null {
    const piece = this.#pieces.get(Math.floor(place / this.#length))
    if (!piece) return null
    const start = (place % this.#length) * this.#options.imageBytes
    return piece.subarray(start, start + this.#options.imageBytes)
  }

  /** Asks for the pixels of the images from one place to before another; what was wanted before and is not on its way is not asked for any more. */
  want(first: number, end: number): void {
    const last = Math.min(end, this.#options.images.length) - 1
    const [from, to] = [Math.floor(first / this.#length), Math.floor(last / this.#length)]
    const inSight = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
    for (const number of inSight) this.#use(number)
    const pieces = Math.ceil(this.#options.images.length / this.#length)
    this.#wanted = [...inSight, to + 1, from - 1].filter((number) => number >= 0 && number < pieces && !this.#pieces.has(number))
    this.#ask()
  }

  /** Nothing is asked for any more, nor told. */
  close(): void {
    this.#isClosed = true
    this.#wanted = []
  }

  /** Puts a piece behind all others, so that it is dropped last. */
  #use(number: number): void {
    const piece = this.#pieces.get(number)
    if (!piece) return
    this.#pieces.delete(number)
    this.#pieces.set(number, piece)
  }

  #ask(): void {
    while (this.#asked < mostAsked) {
      const [number, ...later] = this.#wanted
      if (number === undefined) return
      this.#wanted = later
      void this.#fetch(number)
    }
  }

  async #fetch(number: number): Promise<void> {
    const { images, read, arrived, failed } = this.#options
    const first = number * this.#length
    const part = images.slice(first, first + this.#length)
    this.#asked += 1
    this.#pieces.set(number, null)
    try {
      const pixels = await read(part)
      if (this.#isClosed) return
      this.#pieces.set(number, pixels)
      this.#drop()
      arrived(first, first + part.length)
    } catch (error) {
      this.#pieces.delete(number)
      if (!this.#isClosed) failed(toProblem(error))
    } finally {
      this.#asked -= 1
      this.#ask()
    }
  }

  /** Drops the pieces that were used the longest ago. */
  #drop(): void {
    const most = Math.max(4, Math.floor(keptBytes / (this.#length * this.#options.imageBytes)))
    for (const [number, piece] of this.#pieces) {
      if (this.#pieces.size <= most) return
      if (piece) this.#pieces.delete(number)
    }
  }
}
