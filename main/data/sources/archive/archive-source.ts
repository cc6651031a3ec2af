// Archives (.zip, .tar, .tar.gz, .tgz) of a folder with a folder of images for each class. They are read in place; nothing is unpacked onto the disk.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { basename } from 'node:path'
import { classLayout } from '../layout/class-layout'
import type { OpenSource, SourceFormat } from '../source'
import { ArchiveFile, type ArchiveLimits } from './archive-file'
import type { ArchiveImages } from './archive-images'
import { tarImages } from './tar-images'
import { zipImages } from './zip-images'

interface ArchiveKind {
  /** In the words of messages. */
  readonly title: string
  readonly ending: RegExp
  /** @param start the first 512 bytes of the file, or fewer */
  readonly begins: (start: Uint8Array) => boolean
  readonly read: (archive: ArchiveFile, signal?: AbortSignal) => Promise<ArchiveImages>
}

const textAt = (bytes: Uint8Array, start: number, end: number): string => String.fromCharCode(...bytes.subarray(start, end))

const kinds: readonly ArchiveKind[] = [
  { title: '.zip', ending: /\.zip$/i, begins: (start) => ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(textAt(start, 0, 4)), read: zipImages },
  { title: '.tar.gz', ending: /\.(tar\.gz|tgz)$/i, begins: ([first, second]) => first === 0x1f && second === 0x8b, read: tarImages },
  { title: '.tar', ending: /\.tar$/i, begins: (start) => textAt(start, 257, 262) === 'ustar', read: tarImages },
]

/** Archives that cannot be read, by their endings. */
const unreadable = /\.(7z|rar|tar\.(bz2|xz|zst)|tbz2?|txz)$/i

export const archiveSource: SourceFormat = {
  kind: 'archive',
  recognises: async ([path = '', ...others]) => others.length === 0 && (unreadable.test(path) || (await kindOf(path)) !== null),
  open: ([path = ''], _options, signal) => openArchive(path, signal),
}

/**
 * @param limits left out: those that keep bombs out
 * @throws LabError `import/...`
 */
export async function openArchive(path: string, signal?: AbortSignal, limits?: ArchiveLimits): Promise<OpenSource> {
  const kind = await kindOf(path)
  if (!kind) throw new LabError('import/unknown-archive', phrase('{name} is packed in a way that cannot be read; .zip, .tar and .tar.gz can.', { name: basename(path) }), phrase('Unpack it, and choose the folder.'))
  const archive = await ArchiveFile.open(path, limits)
  try {
    return await sourceOf(archive, kind, await kind.read(archive, signal))
  } catch (error) {
    await archive.close()
    throw error
  }
}

/** By its first bytes; a file that is named as one kind and is none of it is told to be damaged when it is read. Null: it is no archive that can be read. */
async function kindOf(path: string): Promise<ArchiveKind | null> {
  const named = kinds.find(({ ending }) => ending.test(path))
  const start = await firstBytes(path)
  const kind = start && kinds.find(({ begins, ending }) => begins(start) && (ending.test(path) || begins !== kinds[1]?.begins))
  return kind ?? (start ? (named ?? null) : null)
}

/** Null: it is no file that can be read. */
async function firstBytes(path: string): Promise<Uint8Array | null> {
  let archive: ArchiveFile | undefined
  try {
    archive = await ArchiveFile.open(path)
    return (await archive.handle.stat()).isFile() ? await archive.read(0, 512) : null
  } catch {
    return null // opening it as another kind of source tells why
  } finally {
    await archive?.close()
  }
}

async function sourceOf(archive: ArchiveFile, kind: ArchiveKind, { tree, textOf, images }: ArchiveImages): Promise<OpenSource> {
  const layout = await classLayout(tree, { title: archive.title, textOf })
  const { classes, parts, labels, partOf, nameOf, entryOf } = layout
  const wantedOf = (index: number): { readonly index: number; readonly entry: number } => ({ index, entry: entryOf(index) })
  return {
    ...{ kind: 'archive', title: phrase('{kind} of {layout}', { kind: kind.title, layout: layout.title }), name: archive.title.replace(kind.ending, ''), classes, parts, labels, partOf, nameOf, shape: null, found: {} },
    leftOut: tree.leftOut.all,
    notes: layout.notes,
    // In the order in which they lie in the archive.
    images: (wanted) => images((wanted?.map(wantedOf) ?? Array.from(labels, (_, index) => wantedOf(index))).sort((a, b) => a.entry - b.entry)),
    close: () => archive.close(),
  }
}
