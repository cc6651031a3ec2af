// An archive that is open: its name for messages, its state when it was opened, and the bounds that keep bombs from filling memory or time.
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileTrouble } from '../../../files/file-trouble'
import { openRegular } from '../../../files/regular-file'
import { mostEntries } from '../layout/source-tree'

export interface ArchiveLimits {
  /** Files and folders. */
  readonly entries: number
  /** How many times an archive may grow by unpacking. */
  readonly ratio: number
  /** Bytes that any archive may unpack to. */
  readonly bytes: number
}

/** Images are packed already and hardly grow, the plainest bitmaps some hundred times. */
export const archiveLimits: ArchiveLimits = { entries: mostEntries, ratio: 200, bytes: 256e6 }

export class ArchiveFile {
  readonly path: string
  /** File name. */
  readonly title: string
  readonly size: number
  readonly limits: ArchiveLimits
  readonly handle: FileHandle
  readonly #modified: number
  #isOpen = true

  private constructor(path: string, handle: FileHandle, facts: { readonly size: number; readonly mtimeMs: number }, limits: ArchiveLimits) {
    this.path = path
    this.title = basename(path)
    this.handle = handle
    this.size = facts.size
    this.#modified = facts.mtimeMs
    this.limits = limits
  }

  /** @throws LabError `import/unreadable` */
  static async open(path: string, limits: ArchiveLimits = archiveLimits): Promise<ArchiveFile> {
    let handle: FileHandle | undefined
    try {
      handle = await openRegular(path)
      return new ArchiveFile(path, handle, await handle.stat(), limits)
    } catch (error) {
      await handle?.close()
      throw new LabError('import/unreadable', phrase('{path} cannot be read: {fileTrouble}.', { path, fileTrouble: fileTrouble(error) }), phrase('Check its name, and that you may read it.'), { cause: error })
    }
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    await this.handle.close()
  }

  /** Bytes from `start` on, as many as there are of `length`. */
  async read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length)
    let done = 0
    for (let read = -1; read !== 0 && done < length; done += read) read = (await this.handle.read(bytes, done, length - done, start + done)).bytesRead
    return bytes.subarray(0, done)
  }

  /** @throws LabError `import/changed` where the file is no longer what it was when it was opened */
  async checkUnchanged(): Promise<void> {
    const { size, mtimeMs } = await this.handle.stat()
    if (size === this.size && mtimeMs === this.#modified) return
    throw new LabError('import/changed', phrase('{title} changed while it was read.', { title: this.title }), phrase('Wait until it is written, and import it again.'))
  }

  /** @param bytes to which the archive unpacks, as far as is known @throws LabError `import/bomb` */
  checkUnpacked(bytes: number): void {
    const most = Math.max(this.limits.bytes, this.limits.ratio * this.size)
    if (bytes <= most) return
    throw new LabError('import/bomb', phrase('{title} unpacks to more than {most}, far more than images do.', { title: this.title, most: formatBytes(most) }), phrase('Get it anew from a source that you trust, or unpack it yourself and choose the folder.'))
  }

  /** @param what is wrong, as the end of a sentence: `it is cut short` */
  damaged(what: string, options?: ErrorOptions): LabError {
    return new LabError('import/damaged-archive', phrase('{title} cannot be read: {fault}.', { title: this.title, fault: what }), phrase('Get it anew from its source.'), options)
  }
}
