// Images in a .tar, which has no list of what it holds: it is read once for the names, and once more for the images.
import { phrase } from '@language/phrase'
import type { ParsedTarEntry } from 'modern-tar'
import { mostFileBytes, tooManyBytes } from '../../images/read-image-file'
import { joinedPath, SourceTree } from '../layout/source-tree'
import type { SourceImage } from '../source'
import type { ArchiveFile } from './archive-file'
import type { ArchiveImages, WantedImage } from './archive-images'
import { entryPath } from './entry-path'
import { KeptTexts } from './kept-texts'
import { tarDamage, tarEntries } from './tar-entries'

/** @throws LabError `import/damaged-archive`, `import/too-many-entries`, `import/unsafe-archive`, `import/bomb` */
export async function tarImages(archive: ArchiveFile, signal?: AbortSignal): Promise<ArchiveImages> {
  const tree = new SourceTree(archive.title, archive.limits.entries)
  const texts = new KeptTexts()
  let number = 0
  for await (const entry of tarEntries(archive, signal)) {
    tree.count()
    const { header } = entry
    const path = entryPath(header.name, archive.title)
    if (path && header.type === 'directory') tree.addFolder(joinedPath(path.folder, path.name))
    else if (path) tree.addFile(path.folder, { name: path.name, entry: number }, faultOf(header))
    if (path && faultOf(header) === null && texts.isKept(path, header.size)) texts.keep(path, new TextDecoder().decode(await contentOf(archive, entry)))
    else await skip(archive, entry)
    number++
  }
  return {
    tree,
    textOf: (path) => Promise.resolve(texts.at(path)),
    images: (wanted) => wantedImages(archive, wanted),
  }
}

const linkTypes: readonly unknown[] = ['symlink', 'link']

function faultOf({ type = 'file', size }: ParsedTarEntry['header']): string | null {
  if (linkTypes.includes(type)) return phrase('it is a link')
  if (type !== 'file') return phrase('it is no ordinary file')
  return size > mostFileBytes ? phrase('it {fault}', { fault: tooManyBytes(size) }) : null
}

/**
 * @param wanted in the order of their entries
 * @throws LabError `import/damaged-archive`, `import/changed`
 */
async function* wantedImages(archive: ArchiveFile, wanted: readonly WantedImage[]): AsyncGenerator<SourceImage> {
  let [number, place] = [0, 0]
  try {
    for await (const entry of wanted.length > 0 ? tarEntries(archive) : []) {
      const image = wanted[place]
      if (image?.entry === number++) {
        place++
        yield { index: image.index, content: { kind: 'encoded', bytes: await contentOf(archive, entry) } }
      } else await skip(archive, entry)
      if (place === wanted.length) break
    }
    if (place < wanted.length) throw archive.damaged(phrase('it is cut short'))
  } finally {
    await archive.checkUnchanged() // else what went wrong is that
  }
}

/**
 * Reads past an entry. Its content is not cancelled: where the decoder is at the next entry already, it would take that one's content for cancelled, and never give it.
 * @throws LabError `import/damaged-archive`, `import/bomb`
 */
async function skip(archive: ArchiveFile, { body }: ParsedTarEntry): Promise<void> {
  try {
    await body.pipeTo(new WritableStream())
  } catch (error) {
    throw tarDamage(archive, error)
  }
}

/** @throws LabError `import/damaged-archive`, `import/changed` */
async function contentOf(archive: ArchiveFile, { header, body }: ParsedTarEntry): Promise<Uint8Array<ArrayBuffer>> {
  // Of another state of the file than that whose sizes were looked at.
  if (header.size > mostFileBytes) await archive.checkUnchanged()
  const bytes = new Uint8Array(Math.min(header.size, mostFileBytes))
  let done = 0
  try {
    for await (const piece of body) {
      bytes.set(piece, done)
      done += piece.length
    }
  } catch (error) {
    throw error instanceof RangeError ? archive.damaged(phrase('it is damaged'), { cause: error }) : tarDamage(archive, error)
  }
  if (done < bytes.length) throw archive.damaged(phrase('it is cut short'))
  return bytes
}
