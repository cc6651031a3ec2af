// Images in a .zip: which there are, by the list at its end, and the bytes of each, read from where it lies.
import { phrase } from '@language/phrase'
import { crc32, inflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import { mostFileBytes, tooManyBytes } from '../../images/read-image-file'
import { SourceTree } from '../layout/source-tree'
import type { ImageContent } from '../source'
import type { ArchiveFile } from './archive-file'
import type { ArchiveImages } from './archive-images'
import { entryPath } from './entry-path'
import { KeptTexts } from './kept-texts'
import { readAhead } from './read-ahead'
import { zipEntries, type ZipEntry } from './zip-entries'

/** Methods of packing that are read: stored, Deflate. */
const [stored, deflated] = [0, 8]

/** Images that are read before they are asked for. */
const imagesAhead = 4

/** The header of an entry before its name; bytes beyond the name that are read along, for its further fields. */
const [headerBytes, furtherBytes] = [30, 64]

/** Where images lie, by the number of their file: five numbers each, so that millions fit. */
class Places {
  #numbers = new Float64Array(5 * 1024)
  count = 0

  /** @returns the number of the file */
  add({ start, packedBytes, bytes, crc32: sum, method, name }: ZipEntry): number {
    if (5 * this.count === this.#numbers.length) {
      const larger = new Float64Array(2 * this.#numbers.length)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers.set([start, packedBytes, bytes, sum, 2 * Buffer.byteLength(name) + (method === deflated ? 1 : 0)], 5 * this.count)
    return this.count++
  }

  at(file: number): Place {
    const [start = 0, packedBytes = 0, bytes = 0, sum = 0, last = 0] = this.#numbers.subarray(5 * file, 5 * file + 5)
    return { start, packedBytes, bytes, sum, isDeflated: last % 2 === 1, nameBytes: Math.floor(last / 2) }
  }
}

interface Place {
  readonly start: number
  readonly packedBytes: number
  readonly bytes: number
  readonly sum: number
  readonly isDeflated: boolean
  /** About as long is the entry's name in its own header. */
  readonly nameBytes: number
}

/** @throws LabError `import/damaged-archive`, `import/too-many-entries`, `import/unsafe-archive`, `import/bomb` */
export async function zipImages(archive: ArchiveFile, signal?: AbortSignal): Promise<ArchiveImages> {
  const tree = new SourceTree(archive.title, archive.limits.entries)
  const [places, texts] = [new Places(), new KeptTexts()]
  let [packed, unpacked] = [0, 0]
  for await (const entry of zipEntries(archive)) {
    signal?.throwIfAborted()
    tree.count()
    const path = entryPath(entry.name, archive.title)
    if (!path) continue
    if (entry.isFolder) tree.addFolder(path.folder === '' ? path.name : `${path.folder}/${path.name}`)
    else {
      const fault = faultOf(entry)
      // A file of the tree has a place, whatever the tree makes of it.
      tree.addFile(path.folder, { name: path.name, entry: places.add(entry) }, fault)
      if (fault === null && texts.isKept(path, entry.bytes)) texts.keep(path, await textOf(archive, places.at(places.count - 1)))
    }
    packed += entry.packedBytes
    unpacked += entry.bytes
    archive.checkUnpacked(unpacked)
  }
  // Several entries that share their bytes are how small files unpack to endless ones.
  if (packed > archive.size) throw archive.damaged(phrase('its entries overlap'))
  return {
    tree,
    textOf: (path) => Promise.resolve(texts.at(path)),
    images: async function* images(wanted) {
      for await (const { item, result } of readAhead(wanted, imagesAhead, ({ entry }) => contentOf(archive, places.at(entry)))) yield { index: item.index, content: result }
      await archive.checkUnchanged()
    },
  }
}

function faultOf({ isLink, isEncrypted, method, bytes, packedBytes }: ZipEntry): string | null {
  if (isLink) return phrase('it is a link')
  if (isEncrypted) return phrase('it is encrypted')
  if (method !== stored && method !== deflated) return phrase('it is packed by a method that cannot be read ({method})', { method })
  return Math.max(bytes, packedBytes) > mostFileBytes ? phrase('it {fault}', { fault: tooManyBytes(Math.max(bytes, packedBytes)) }) : null
}

async function textOf(archive: ArchiveFile, place: Place): Promise<string | null> {
  const content = await contentOf(archive, place)
  return content.kind === 'encoded' ? new TextDecoder().decode(content.bytes) : null
}

/** @throws LabError `import/changed` where the archive is no longer what it was */
async function contentOf(archive: ArchiveFile, place: Place): Promise<ImageContent> {
  const bytes = await unpacked(await packedBytes(archive, place), place)
  if (bytes) return { kind: 'encoded', bytes }
  await archive.checkUnchanged()
  return { kind: 'unreadable', reason: phrase('it is damaged in the archive') }
}

/** The entry's bytes as they lie in the archive; null: its own header is not there, or the archive ends before. */
async function packedBytes(archive: ArchiveFile, { start, packedBytes: length, nameBytes }: Place): Promise<Uint8Array<ArrayBuffer> | null> {
  const read = await archive.read(start, headerBytes + nameBytes + furtherBytes + length)
  if (read.length < headerBytes) return null
  const view = new DataView(read.buffer)
  if (view.getUint32(0, true) !== 0x04034b50) return null
  const first = headerBytes + view.getUint16(26, true) + view.getUint16(28, true)
  const bytes = first + length <= read.length ? read.slice(first, first + length) : await archive.read(start + first, length)
  return bytes.length === length ? bytes : null
}

const inflated = promisify(inflateRaw)

/** Null: they do not unpack to what the list says. */
async function unpacked(packed: Uint8Array<ArrayBuffer> | null, { bytes: length, sum, isDeflated }: Place): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!packed) return null
  let bytes: Uint8Array
  try {
    bytes = isDeflated ? await inflated(packed, { maxOutputLength: Math.max(1, length) }) : packed
  } catch {
    return null // damaged, or longer than the list says
  }
  if (bytes.length !== length || crc32(bytes) !== sum) return null
  // Memory of its own: another thread takes it.
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer) : Uint8Array.from(bytes)
}
