// The file of all images of a set while it is imported: each image has its place in it, whenever it comes. Gaps of images that never come are closed, and the file is summed up, from its beginning on while others still come.
import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { FileSeal } from '../../files/sealed-folder'
import { unwritable, writeAt } from './decode-work'

/** Bytes that are gathered before they are written, and summed up and moved at a time. */
const pieceBytes = 1 << 20

/** What is known of a place. */
const [pending, filled, empty] = [0, 1, 2]

/** Images that follow one another without a gap. */
interface Run {
  readonly first: number
  readonly count: number
}

export class ImageSlots {
  readonly #handle: FileHandle
  readonly #imageBytes: number
  /** Images of a piece. */
  readonly #atOnce: number
  /** Of each place: pending, filled or empty. */
  readonly #states: Uint8Array
  readonly #gathered: Uint8Array
  /** Places whose images are gathered: `#gatheredCount` from `#gatheredFirst` on. */
  #gatheredFirst = 0
  #gatheredCount = 0
  readonly #hash = createHash('sha256')
  readonly #piece: Uint8Array
  /** No place before is pending. */
  #settled = 0
  /** All images before are summed up, and stand without gaps in the first `#packedBytes` of the file. */
  #packed = 0
  #packedBytes = 0
  /** Null: nothing is being packed. */
  #packing: Promise<void> | null = null
  /** What went wrong when images were packed while others still came. */
  #failure: Error | null = null
  #isClosed = false

  private constructor(handle: FileHandle, count: number, imageBytes: number) {
    this.#handle = handle
    this.#imageBytes = imageBytes
    this.#atOnce = Math.max(1, Math.floor(pieceBytes / imageBytes))
    this.#states = new Uint8Array(count)
    this.#gathered = new Uint8Array(this.#atOnce * imageBytes)
    this.#piece = new Uint8Array(this.#atOnce * imageBytes)
  }

  /** @param path of the file, which must not be there @throws LabError `import/unwritable` */
  static async open(path: string, count: number, imageBytes: number): Promise<ImageSlots> {
    try {
      return new ImageSlots(await open(path, 'wx+'), count, imageBytes)
    } catch (error) {
      throw unwritable(error)
    }
  }

  /** For threads that write images to their places themselves. */
  get file(): number {
    return this.#handle.fd
  }

  /** Notes that an image stands in its place. */
  fill(slot: number): void {
    this.#settle(slot, filled)
  }

  /** Notes that no image will come to a place. */
  leaveEmpty(slot: number): void {
    this.#settle(slot, empty)
  }

  isFilled(slot: number): boolean {
    return this.#states[slot] === filled
  }

  /** Writes an image to its place; images that follow one another are written together. @throws LabError `import/unwritable` */
  write(slot: number, image: Uint8Array): void {
    if (slot !== this.#gatheredFirst + this.#gatheredCount || this.#gatheredCount === this.#atOnce) {
      this.#flush()
      this.#gatheredFirst = slot
    }
    this.#gathered.set(image, this.#gatheredCount * this.#imageBytes)
    this.#gatheredCount++
    this.fill(slot)
  }

  #flush(): void {
    writeAt(this.#handle.fd, this.#gathered.subarray(0, this.#gatheredCount * this.#imageBytes), this.#gatheredFirst * this.#imageBytes)
    this.#gatheredCount = 0
  }

  #settle(slot: number, state: number): void {
    this.#states[slot] = state
    while (this.#settled < this.#states.length && this.#states[this.#settled] !== pending) this.#settled++
    if (this.#settled - this.#packed < this.#atOnce || this.#failure) return
    this.#packing ??= this.#packWhole()
  }

  /** Packs whole pieces as long as there are some. */
  async #packWhole(): Promise<void> {
    try {
      while (!this.#isClosed && this.#settled - this.#packed >= this.#atOnce) await this.#packNext()
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error)) // thrown by `pack`
    } finally {
      this.#packing = null
    }
  }

  /**
   * Closes the gaps, waits until the disk has the file, and closes it. Places that are pending stay empty.
   * @returns size and SHA-256 of the file
   * @throws LabError `import/unwritable`
   */
  async pack(): Promise<FileSeal> {
    try {
      await this.#packing
      if (this.#failure) throw this.#failure
      this.#settled = this.#states.length
      while (this.#packed < this.#settled) await this.#packNext()
      await this.#handle.truncate(this.#packedBytes)
      await this.#handle.sync()
      return { bytes: this.#packedBytes, sha256: this.#hash.digest('hex') }
    } catch (error) {
      throw unwritable(error)
    } finally {
      await this.close()
    }
  }

  /** May be called more than once. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#packing
    await this.#handle.close()
  }

  /** Reads the next images, sums them up, and moves them to the front where there is a gap before. */
  async #packNext(): Promise<void> {
    const { first, count } = this.#nextRun()
    const part = this.#piece.subarray(0, count * this.#imageBytes)
    const start = first * this.#imageBytes
    if (this.#gatheredCount > 0) this.#flush()
    await this.#readWhole(part, start)
    this.#hash.update(part)
    // Nobody writes there any more: all places before are settled.
    if (start !== this.#packedBytes) writeAt(this.#handle.fd, part, this.#packedBytes)
    this.#packedBytes += part.length
    this.#packed = first + count
  }

  /** The first settled images that are not packed yet; of none, how far there are none. */
  #nextRun(): Run {
    let first = this.#packed
    while (first < this.#settled && this.#states[first] !== filled) first++
    let count = 0
    while (count < this.#atOnce && first + count < this.#settled && this.#states[first + count] === filled) count++
    return { first, count }
  }

  async #readWhole(out: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < out.length; ) {
      const { bytesRead } = await this.#handle.read(out, done, out.length - done, position + done)
      if (bytesRead === 0) throw new Error('the file of its images is shorter than it was written')
      done += bytesRead
    }
  }
}
