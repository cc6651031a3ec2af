// What a .tar holds, one entry after another, plain or packed with gzip.
import { formatBytes } from '@common/words/plain-format'
import { LabError } from '@contract/problem'
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ArchiveFile } from './archive-file'

/** Bytes that are read, and unpacked, at once. */
const pieceBytes = 2 ** 18

/** Most bytes before an entry that are none of an entry's content: headers with long names, and what is read ahead. A header may announce gigabytes, which would be gathered in memory. */
const mostHeaderBytes = 16e6

/** How far an archive was read, and how far it may be before the next entry has to come. */
interface Meter {
  bytes: number
  limit: number
}

/**
 * Entries with their content, which is to be read, or cancelled, before the next one is asked for.
 * @throws LabError `import/damaged-archive`, `import/bomb`, the reason of the signal
 */
export async function* tarEntries(archive: ArchiveFile, signal?: AbortSignal): AsyncGenerator<ParsedTarEntry> {
  const meter: Meter = { bytes: 0, limit: mostHeaderBytes }
  const entries = ReadableStream.from(tarBytes(archive, meter, signal)).pipeThrough(createTarDecoder({ strict: true })).getReader()
  try {
    for (let next = await entries.read(); !next.done; next = await entries.read()) {
      meter.limit = meter.bytes + next.value.header.size + mostHeaderBytes
      yield next.value
    }
  } catch (error) {
    if (error instanceof LabError || signal?.aborted) throw error
    throw tarDamage(archive, error)
  } finally {
    await entries.cancel().catch(() => undefined) // what went wrong was thrown already
  }
}

async function* tarBytes(archive: ArchiveFile, meter: Meter, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const isPacked = await isGzip(archive)
  const file = archive.handle.createReadStream({ start: 0, autoClose: false, highWaterMark: pieceBytes })
  const stream = isPacked ? pipeline(file, createGunzip({ chunkSize: pieceBytes }), () => undefined) : file // errors reach whoever reads
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted()
      meter.bytes += piece.length
      if (isPacked) archive.checkUnpacked(meter.bytes)
      if (meter.bytes > meter.limit + piece.length) throw archive.damaged(`the description of an entry is longer than ${formatBytes(mostHeaderBytes)}`)
      yield piece
    }
  } finally {
    stream.destroy()
    file.destroy()
  }
}

async function isGzip(archive: ArchiveFile): Promise<boolean> {
  const [first, second] = await archive.read(0, 2)
  return first === 0x1f && second === 0x8b
}

/** @param error of the decoder, of zlib or of the disk */
export function tarDamage(archive: ArchiveFile, error: unknown): LabError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'Z_BUF_ERROR' || /truncated/i.test(message)) return archive.damaged('it is cut short', { cause: error })
  return archive.damaged(code.startsWith('Z_') ? 'its gzip stream is damaged' : 'it is damaged', { cause: error })
}
