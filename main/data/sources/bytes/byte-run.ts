// Bytes of a source that are read in order, as often as needed: a file, what a packed file unpacks to, or memory.
import { phrase } from '@language/phrase'
import type { FileHandle } from 'node:fs/promises'
import { Readable, type Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { openRegular } from '../../../files/regular-file'
import { changedMeanwhile, cutShort, damaged, unreadableFile } from '../source-faults'
import { ByteReader, type BytePieces } from './byte-reader'

export interface ByteRun {
  /** Path, for messages. */
  readonly name: string
  /** Null: known only once all of it was unpacked. */
  readonly length: number | null
  /** From the beginning. */
  readonly read: (signal?: AbortSignal) => ByteReader
}

/** Size of the pieces that are read and unpacked: several times faster than with the default of 16 KiB. */
export const pieceBytes = 2 ** 18

/** What tells that a file is still the same. */
interface FileStamp {
  readonly size: number
  readonly mtimeMs: number
  readonly ino: number
}

async function stampOf(file: FileHandle): Promise<FileStamp> {
  const { size, mtimeMs, ino } = await file.stat()
  return { size, mtimeMs, ino }
}

const isSame = (a: FileStamp, b: FileStamp): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino

/**
 * A file; where its first bytes say gzip, what it unpacks to. Whenever it is read, it must be what it is now.
 * @throws LabError `import/unreadable`
 */
export async function fileRun(path: string): Promise<ByteRun> {
  const { stamp, isPacked } = await lookAt(path)
  const pieces = (range?: ByteRange, signal?: AbortSignal): BytePieces => new FilePieces(path, stamp, !isPacked, range, signal)
  if (!isPacked) return { name: path, length: stamp.size, read: (signal) => new ByteReader(path, pieces(undefined, signal)) }
  return { name: path, length: null, read: (signal) => new ByteReader(path, unpackedPieces(path, pieces(undefined, signal), createGunzip({ chunkSize: pieceBytes }), 'gzip')) }
}

/** Part of a file, in bytes. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** Pieces of a part of a file as it lies there, for archives. @throws LabError `import/unreadable` */
export async function filePart(path: string): Promise<(range: ByteRange, signal?: AbortSignal) => BytePieces> {
  const { stamp } = await lookAt(path)
  return (range, signal) => new FilePieces(path, stamp, false, range, signal)
}

/** Bytes in memory, e.g. of an array that a small pickle holds. */
export function memoryRun(name: string, bytes: Uint8Array): ByteRun {
  const pieces = (): BytePieces => {
    const left = [bytes]
    return { next: () => Promise.resolve(left.pop() ?? null), close: () => Promise.resolve() }
  }
  return { name, length: bytes.length, read: () => new ByteReader(name, pieces()) }
}

async function lookAt(path: string): Promise<{ readonly stamp: FileStamp; readonly isPacked: boolean }> {
  let file: FileHandle | undefined
  try {
    file = await openRegular(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return { stamp: await stampOf(file), isPacked: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b }
  } catch (error) {
    throw unreadableFile(path, error)
  } finally {
    await file?.close()
  }
}

class FilePieces implements BytePieces {
  readonly #path: string
  readonly #stamp: FileStamp
  readonly #signal: AbortSignal | undefined
  /** One piece's memory for all; null: each has its own. */
  readonly #memory: Buffer | null
  readonly #end: number
  #file: FileHandle | null = null
  #position: number
  #isClosed = false
  #reading: Promise<Uint8Array | null> = Promise.resolve(null)

  constructor(path: string, stamp: FileStamp, reusesMemory: boolean, range: ByteRange | undefined, signal: AbortSignal | undefined) {
    this.#path = path
    this.#stamp = stamp
    this.#signal = signal
    this.#memory = reusesMemory ? Buffer.allocUnsafeSlow(pieceBytes) : null
    this.#position = range?.offset ?? 0
    this.#end = Math.min(stamp.size, range ? range.offset + range.length : stamp.size)
  }

  next(): Promise<Uint8Array | null> {
    this.#reading = this.#read()
    return this.#reading
  }

  async #read(): Promise<Uint8Array | null> {
    this.#signal?.throwIfAborted()
    if (this.#isClosed || this.#position >= this.#end) return null
    try {
      this.#file ??= await openRegular(this.#path)
      const length = Math.min(pieceBytes, this.#end - this.#position)
      const { buffer, bytesRead } = await this.#file.read(this.#memory ?? Buffer.allocUnsafeSlow(length), 0, length, this.#position)
      if (bytesRead === 0 || !isSame(await stampOf(this.#file), this.#stamp)) throw changedMeanwhile(this.#path)
      this.#position += bytesRead
      return buffer.subarray(0, bytesRead)
    } catch (error) {
      throw unreadableFile(this.#path, error)
    }
  }

  jump(bytes: number): void {
    this.#position += bytes
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#reading.catch(() => null) // whoever asked for the piece has the error
    const file = this.#file
    this.#file = null
    await file?.close()
  }
}

/**
 * What packed pieces unpack to, piece by piece.
 * @param name of the file, for messages
 */
export function unpackedPieces(name: string, packed: BytePieces, unpacking: Transform, method: 'gzip' | 'zip'): BytePieces {
  const source = Readable.from(inOrder(packed), { objectMode: true })
  source.on('error', (error) => unpacking.destroy(error))
  unpacking.on('error', () => source.destroy()) // told where the pieces are read
  const pieces = source.pipe(unpacking)[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  return {
    next: async () => {
      try {
        const piece = await pieces.next()
        return piece.done === true ? null : piece.value
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        if (code === 'Z_BUF_ERROR') throw cutShort(name, phrase('its {method} stream breaks off', { method }))
        if (code.startsWith('Z_') || code.startsWith('ERR_')) throw damaged(name, phrase('its {method} stream does not unpack', { method }), error)
        throw error
      }
    },
    close: async () => {
      source.destroy()
      unpacking.destroy()
      await packed.close()
    },
  }
}

async function* inOrder(pieces: BytePieces): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = await pieces.next()
    if (piece === null) return
    yield piece
  }
}
