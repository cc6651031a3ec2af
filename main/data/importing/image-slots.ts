// The file of all images of a set while it is imported: each image has its place in it, whenever it comes, and gaps of images that never came are closed at the end.
import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { FileSeal } from '../../files/sealed-folder'
import { unwritable, writeAt } from './decode-work'

/** Bytes that are gathered before they are written, and moved at a time. */
const pieceBytes = 1 << 20

export class ImageSlots {
  readonly #handle: FileHandle
  readonly #imageBytes: number
  /** 1 for each place whose image has come. */
  readonly #filled: Uint8Array
  readonly #gathered: Uint8Array
  /** Places whose images are gathered: `#gatheredCount` from `#gatheredFirst` on. */
  #gatheredFirst = 0
  #gatheredCount = 0

  private constructor(handle: FileHandle, count: number, imageBytes: number) {
    this.#handle = handle
    this.#imageBytes = imageBytes
    this.#filled = new Uint8Array(count)
    this.#gathered = new Uint8Array(Math.max(1, Math.floor(pieceBytes / imageBytes)) * imageBytes)
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
    this.#filled[slot] = 1
  }

  isFilled(slot: number): boolean {
    return this.#filled[slot] === 1
  }

  /** Writes an image to its place; images that follow one another are written together. @throws LabError `import/unwritable` */
  write(slot: number, image: Uint8Array): void {
    if (slot !== this.#gatheredFirst + this.#gatheredCount || (this.#gatheredCount + 1) * this.#imageBytes > this.#gathered.length) {
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

  /**
   * Closes the gaps, waits until the disk has the file, and closes it.
   * @returns size and SHA-256 of the file
   * @throws LabError `import/unwritable`
   */
  async pack(): Promise<FileSeal> {
    this.#flush()
    try {
      const sum = await this.#packed()
      await this.#handle.truncate(sum.bytes)
      await this.#handle.sync()
      return sum
    } catch (error) {
      throw unwritable(error)
    } finally {
      await this.close()
    }
  }

  /** May be called more than once. */
  async close(): Promise<void> {
    await this.#handle.close()
  }

  /** Reads the images in their order, and moves those behind a gap to the front. */
  async #packed(): Promise<FileSeal> {
    const hash = createHash('sha256')
    const piece = this.#gathered // nothing is gathered any more
    let bytes = 0
    for (const { first, count } of this.#runs(piece.length / this.#imageBytes)) {
      const part = piece.subarray(0, count * this.#imageBytes)
      const start = first * this.#imageBytes
      await this.#readWhole(part, start)
      hash.update(part)
      if (start !== bytes) writeAt(this.#handle.fd, part, bytes)
      bytes += part.length
    }
    return { bytes, sha256: hash.digest('hex') }
  }

  /** Images that follow one another without a gap, at most so many at a time. */
  *#runs(most: number): Generator<{ readonly first: number; readonly count: number }> {
    for (let slot = 0; slot < this.#filled.length; ) {
      let count = 0
      while (count < most && this.#filled[slot + count] === 1) count++
      if (count > 0) yield { first: slot, count }
      slot += Math.max(1, count)
    }
  }

  async #readWhole(out: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < out.length; ) {
      const { bytesRead } = await this.#handle.read(out, done, out.length - done, position + done)
      if (bytesRead === 0) throw new Error('the file of its images is shorter than it was written')
      done += bytesRead
    }
  }
}
