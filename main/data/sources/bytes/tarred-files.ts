// Where the files of a tar archive lie in its unpacked bytes, so that a later pass finds their arrays again.
import { phrase } from '@language/phrase'
import { BrokenTar, isTarFile, readTarEntry, tarBlock } from '../../../files/tar'
import { damaged } from '../source-faults'
import type { ByteReader } from './byte-reader'

export interface TarredFile {
  /** With its folders. */
  readonly name: string
  /** Where its bytes begin in the unpacked archive. */
  readonly offset: number
  readonly bytes: number
}

/**
 * The files of an archive in order; folders, links and long names are passed over. Whoever gets one may read its bytes before the next is asked for.
 * @param archive for messages
 * @throws LabError `import/truncated`, `import/damaged`
 */
export async function* tarredFiles(archive: string, reader: ByteReader): AsyncGenerator<TarredFile> {
  while (!(await reader.isAtEnd())) {
    const entry = readEntry(archive, Buffer.from(await reader.read(tarBlock)))
    if (!entry) return
    const offset = reader.position
    if (isTarFile(entry)) yield { name: entry.name, offset, bytes: entry.bytes }
    await reader.skip(offset + Math.ceil(entry.bytes / tarBlock) * tarBlock - reader.position)
  }
}

function readEntry(archive: string, block: Buffer): ReturnType<typeof readTarEntry> {
  try {
    return readTarEntry(block)
  } catch (error) {
    if (error instanceof BrokenTar) throw damaged(archive, phrase('its list of files cannot be read'), error)
    throw error
  }
}
