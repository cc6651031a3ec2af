// The files of a source as a tree of folders, whatever they lie in: a folder of the disk, or an archive.
import { formatBytes, formatCount } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { mostImages } from '../source'
import { isHidden, isImageName, unreadableKind } from './image-names'
import { LeftOuts } from './left-outs'

/** A file that is an image by its name. */
export interface SourceFile {
  readonly name: string
  /** A number by which the source finds the file again. */
  readonly entry: number
}

export interface SourceFolder {
  readonly name: string
  /** By their names. */
  readonly folders: Map<string, SourceFolder>
  readonly files: SourceFile[]
}

/** Most files and folders of a source, whatever they are. */
export const mostEntries = mostImages

/** Most folders: more than classes can be, in three parts. */
const mostFolders = 500_000

/** Most letters of a path, and of all names together: more are made to fill memory. */
const [longestPath, mostLetters] = [4096, 500e6]

/** Collects what is found in a source, as it is found. */
export class SourceTree {
  readonly root: SourceFolder = newFolder('')
  readonly leftOut = new LeftOuts()
  /** Files that are no images by their names: how many, and the first. */
  readonly others: { count: number; first: string } = { count: 0, first: '' }
  readonly #title: string
  readonly #most: number
  #entries = 0
  #folders = 0
  #letters = 0
  /** The folder that was added to last, since files come folder by folder. */
  #last: { readonly path: string; readonly folder: SourceFolder | null } = { path: '', folder: this.root }

  /**
   * @param title of the source, for messages
   * @param most files and folders that it may have
   */
  constructor(title: string, most = mostEntries) {
    this.#title = title
    this.#most = most
  }

  /** Counts a file or folder of the source. @throws LabError `import/too-many-entries` */
  count(): void {
    if (++this.#entries <= this.#most) return
    throw tooManyEntries(this.#title, this.#most)
  }

  /** A folder, which may stay empty. @param path names with `/` between, without `..`; empty: the source itself @throws LabError `import/too-many-entries` */
  addFolder(path: string): void {
    this.#folderAt(path)
  }

  /**
   * A file. Whatever is no image by its name, or lies in a hidden folder, is passed over.
   * @param path of its folder
   * @param fault why the file cannot be read, though it may be an image, as the end of a sentence
   * @throws LabError `import/too-many-entries`
   */
  addFile(path: string, file: SourceFile, fault: string | null = null): void {
    if (isHidden(file.name)) return
    const folder = this.#folderAt(path)
    if (!folder) return
    const fullName = joinedPath(path, file.name)
    if (!isImageName(file.name)) {
      const reason = unreadableKind(file.name)
      if (reason !== null) this.leftOut.add(fullName, reason)
      else if (this.others.count++ === 0) this.others.first = fullName
    } else if (fault !== null) this.leftOut.add(fullName, fault)
    else if (fullName.length > longestPath) this.leftOut.add(`${fullName.slice(0, 200)}…`, phrase('its path is too long'))
    else {
      this.#countLetters(file.name)
      folder.files.push(file)
    }
  }

  #countLetters(name: string): void {
    this.#letters += name.length
    if (this.#letters > mostLetters) throw tooMuch(phrase('{title} holds names of more than {most} in all', { title: this.#title, most: formatBytes(mostLetters) }))
  }

  /** Null: the folder, or one that it lies in, is hidden. */
  #folderAt(path: string): SourceFolder | null {
    if (this.#last.path === path) return this.#last.folder
    let folder: SourceFolder | null = this.root
    for (const name of path === '' || path.length > longestPath ? [] : path.split('/')) {
      folder = isHidden(name) ? null : this.#inFolder(folder, name)
      if (!folder) break
    }
    this.#last = { path, folder }
    return folder
  }

  #inFolder(parent: SourceFolder, name: string): SourceFolder {
    const known = parent.folders.get(name)
    if (known) return known
    if (++this.#folders > mostFolders) throw tooMuch(phrase('{title} holds more than {most} folders', { title: this.#title, most: formatCount(mostFolders) }))
    this.#countLetters(name)
    const folder = newFolder(name)
    parent.folders.set(name, folder)
    return folder
  }
}

const newFolder = (name: string): SourceFolder => ({ name, folders: new Map(), files: [] })

export const joinedPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

export const tooManyEntries = (title: string, most: number): LabError => tooMuch(phrase('{title} holds more than {most} files and folders', { title, most: formatCount(most) }))

const tooMuch = (what: string): LabError => new LabError('import/too-many-entries', phrase('{what}.', { what }), phrase('Choose a smaller part of it.'))

/** In the order of their names, by code units, as `sorted` of Python but for characters beyond the first 65,536. */
export const byName = <T extends { readonly name: string }>(a: T, b: T): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** The folders of a folder, by name. */
export const foldersOf = ({ folders }: SourceFolder): readonly SourceFolder[] => [...folders.values()].sort(byName)

/** Images in a folder and all below it. */
export function imagesWithin(folder: SourceFolder): number {
  let count = folder.files.length
  for (const inner of folder.folders.values()) count += imagesWithin(inner)
  return count
}
