// Files within a .zip, each read from its beginning as often as needed.
import { phrase } from '@language/phrase'
import { createInflateRaw, crc32 } from 'node:zlib'
import { ArchiveFile, archiveLimits } from '../archive/archive-file'
import { zipEntries, type ZipEntry } from '../archive/zip-entries'
import { damaged, unsupported } from '../source-faults'
import { ByteReader, type BytePieces } from './byte-reader'
import { filePart, pieceBytes, unpackedPieces, type ByteRun } from './byte-run'

export interface ZippedFile {
  /** With its folders. */
  readonly name: string
  readonly run: ByteRun
}

const stored = 0
const deflated = 8

/**
 * The files of an archive.
 * @param mostEntries more are refused
 * @throws LabError `import/...`
 */
export async function zippedFiles(path: string, mostEntries: number): Promise<readonly ZippedFile[]> {
  const part = await filePart(path)
  const archive = await ArchiveFile.open(path, { ...archiveLimits, entries: mostEntries })
  const files: ZippedFile[] = []
  try {
    for await (const entry of zipEntries(archive)) {
      if (entry.isFolder || entry.isLink) continue
      const { name, packedBytes, bytes, isEncrypted, method } = entry
      const title = `${path}, ${name}`
      if (isEncrypted) throw unsupported(title, phrase('it is encrypted'), phrase('Unpack it first.'))
      if (method !== stored && method !== deflated) throw unsupported(title, phrase('it is packed by method {method} of zip', { method }), phrase('Save it with numpy.savez or numpy.savez_compressed.'))
      const range = { offset: await contentOffset(archive, entry, title), length: packedBytes }
      files.push({
        name,
        run: {
          name: title,
          length: bytes,
          read: (signal) => {
            const pieces = part(range, signal)
            return new ByteReader(title, checkedPieces(title, method === stored ? pieces : unpackedPieces(title, pieces, createInflateRaw({ chunkSize: pieceBytes }), 'zip'), entry))
          },
        },
      })
    }
  } finally {
    await archive.close()
  }
  return files
}

/** Bytes of an entry's own header before its name. */
const headerBytes = 30
const headerMagic = 0x04034b50

/** Where the bytes of an entry begin: its own header may be longer than the list says. */
async function contentOffset(archive: ArchiveFile, { start }: ZipEntry, title: string): Promise<number> {
  const header = Buffer.from(await archive.read(start, headerBytes))
  if (header.length < headerBytes || header.readUInt32LE() !== headerMagic) throw damaged(title, phrase('it is not where the list of the archive says'))
  return start + headerBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
}

/** Compares length and checksum at the end, where all bytes were read. */
function checkedPieces(title: string, pieces: BytePieces, { bytes, crc32: expected }: ZipEntry): BytePieces {
  let length = 0
  let checksum = 0
  return {
    next: async () => {
      const piece = await pieces.next()
      length += piece?.length ?? 0
      if (length > bytes || (piece === null && length < bytes)) throw damaged(title, phrase('it unpacks to another length than the list of the archive says'))
      if (piece) checksum = crc32(piece, checksum)
      else if (checksum !== expected) throw damaged(title, phrase('its checksum differs'))
      return piece
    },
    close: () => pieces.close(),
  }
}
