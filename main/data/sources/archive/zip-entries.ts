// The list of what a .zip holds, as its end tells it. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { phrase } from '@language/phrase'
import { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import { PassThrough, type Readable } from 'node:stream'
import { tooManyEntries } from '../layout/source-tree'
import type { ArchiveFile } from './archive-file'

export interface ZipEntry {
  readonly name: string
  readonly isFolder: boolean
  readonly isLink: boolean
  readonly isEncrypted: boolean
  /** 0: stored; 8: Deflate. */
  readonly method: number
  readonly packedBytes: number
  readonly bytes: number
  readonly crc32: number
  /** Where the entry's own header begins. */
  readonly start: number
}

/** Bytes that are read at once: many entries of the list. */
const windowBytes = 2 ** 20

/** Reads the list through a window, since each entry of it is asked for in two small pieces. */
class ListReader extends RandomAccessReader {
  readonly #archive: ArchiveFile
  #start = 0
  #window: Uint8Array = new Uint8Array()

  constructor(archive: ArchiveFile) {
    super()
    this.#archive = archive
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytes?: number) => void): void {
    this.#bytesAt(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset)
        callback(null, bytes.length)
      },
      (error: unknown) => { callback(error instanceof Error ? error : new Error(String(error))) },
    )
  }

  /** Entries are not read by streams. */
  override _readStreamForRange(): Readable {
    return new PassThrough().end()
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null) // the archive stays open for its entries
  }

  async #bytesAt(position: number, length: number): Promise<Uint8Array> {
    const isWithin = position >= this.#start && position + length <= this.#start + this.#window.length
    if (!isWithin) {
      this.#window = await this.#archive.read(position, Math.max(length, windowBytes))
      this.#start = position
    }
    return this.#window.subarray(position - this.#start, position - this.#start + length)
  }
}

/**
 * All entries, in the order of the list.
 * @throws LabError `import/damaged-archive`, `import/too-many-entries`
 */
export async function* zipEntries(archive: ArchiveFile): AsyncGenerator<ZipEntry> {
  const zip = await openedList(archive)
  if (zip.entryCount > archive.limits.entries) throw tooManyEntries(archive.title, archive.limits.entries)
  const entries = zip.eachEntry()
  for (;;) {
    const next = await entries.next().catch((error: unknown) => {
      throw archive.damaged(phrase('the list of what it holds is damaged'), { cause: error })
    })
    if (next.done) return
    yield zipEntry(next.value)
  }
}

/** Names are decoded and judged here, sizes where entries are unpacked. */
async function openedList(archive: ArchiveFile): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new ListReader(archive), archive.size, { lazyEntries: true, decodeStrings: false, autoClose: false, validateEntrySizes: false })
  } catch (error) {
    throw archive.damaged(phrase('it is no whole .zip file'), { cause: error })
  }
}

/** Bits that systems of the kind of Unix keep of a file, in the upper half of the attributes: its kind, and the kind of symbolic links. */
const [kindBits, linkKind] = [0o170000, 0o120000]
/** Made by a system of that kind. */
const unix = 3

function zipEntry(entry: Entry): ZipEntry {
  const name = entryName(entry)
  const isUnix = entry.versionMadeBy >>> 8 === unix
  return {
    name,
    isFolder: name.endsWith('/'),
    isLink: isUnix && ((entry.externalFileAttributes >>> 16) & kindBits) === linkKind,
    isEncrypted: entry.isEncrypted(),
    method: entry.compressionMethod,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    crc32: entry.crc32,
    start: entry.relativeOffsetOfLocalHeader,
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** UTF-8 where the bytes are that, though macOS does not say so; else as the entry says, which is mostly code page 437. */
function entryName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  try {
    return utf8.decode(fileNameRaw)
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
  }
}
