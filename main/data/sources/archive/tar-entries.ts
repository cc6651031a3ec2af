// What a .tar holds, one entry after another, plain or packed with gzip.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ArchiveFile } from './archive-file'

/** Bytes that are read, and unpacked, at once. */
const pieceBytes = 2 ** 18

/**
 * Entries with their content, which is to be read before the next one is asked for.
 * @throws LabError `import/damaged-archive`, `import/bomb`, the reason of the signal
 */
export async function* tarEntries(archive: ArchiveFile, signal?: AbortSignal): AsyncGenerator<ParsedTarEntry> {
  const entries = ReadableStream.from(tarBytes(archive, signal)).pipeThrough(createTarDecoder({ strict: true })).getReader()
  try {
    // The decoder keeps what it has read ahead, and descriptions of entries, to some megabytes.
    for (let next = await entries.read(); !next.done; next = await entries.read()) yield next.value
  } catch (error) {
    throw signal?.aborted ? error : tarDamage(archive, error)
  } finally {
    await entries.cancel().catch(() => undefined) // what went wrong was thrown already
  }
}

async function* tarBytes(archive: ArchiveFile, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const isPacked = await isGzip(archive)
  const pieces = isPacked ? pipeline(Readable.from(filePieces(archive)), createGunzip({ chunkSize: pieceBytes }), () => undefined) : filePieces(archive) // errors reach whoever reads
  let bytes = 0
  for await (const piece of pieces as AsyncIterable<Uint8Array>) {
    signal?.throwIfAborted()
    bytes += piece.length
    if (isPacked) archive.checkUnpacked(bytes)
    yield piece
  }
}

/** The file from its beginning. */
async function* filePieces(archive: ArchiveFile): AsyncGenerator<Uint8Array> {
  for (let start = 0; ; start += pieceBytes) {
    const piece = await archive.read(start, pieceBytes)
    if (piece.length > 0) yield piece
    if (piece.length < pieceBytes) return
  }
}

async function isGzip(archive: ArchiveFile): Promise<boolean> {
  const [first, second] = await archive.read(0, 2)
  return first === 0x1f && second === 0x8b
}

/** @param error of the decoder, of zlib or of the disk; a LabError stays as it is */
export function tarDamage(archive: ArchiveFile, error: unknown): LabError {
  if (error instanceof LabError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'Z_BUF_ERROR' || /truncated/i.test(message)) return archive.damaged(phrase('it is cut short'), { cause: error })
  return archive.damaged(code.startsWith('Z_') ? phrase('its gzip stream is damaged') : phrase('it is damaged'), { cause: error })
}
