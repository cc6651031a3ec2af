// Finds the image files that a table names, within one folder: by their paths, or by their names alone, with or without endings.
import { phrase } from '@language/phrase'
import { isAbsolute, relative, sep } from 'node:path'
import { imageEndings } from '../layout/image-names'
import { foldersOf, joinedPath, type SourceFile, type SourceFolder } from '../layout/source-tree'

export interface FoundImage {
  /** Path of its folder within the source. */
  readonly folder: string
  readonly file: SourceFile
}

/** Ways in which tables name images, the strictest first: what is compared of a path. */
const manners = {
  path: (path: string) => path,
  pathWithoutEnding: withoutImageEnding,
  name: nameOf,
  nameWithoutEnding: (path: string) => withoutImageEnding(nameOf(path)),
} as const
export type Manner = keyof typeof manners
export const allManners = Object.keys(manners) as readonly Manner[]

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function withoutImageEnding(path: string): string {
  const point = path.lastIndexOf('.')
  return imageEndings.includes(path.slice(point + 1).toLowerCase()) ? path.slice(0, Math.max(0, point)) : path
}

export class ImageFinder {
  /** By what is compared; null: several images share it. */
  readonly #images = new Map<string, FoundImage | null>()
  readonly #root: string
  readonly #manner: Manner

  /**
   * @param root absolute path of the folder
   * @param images all that are in it
   */
  constructor(root: string, images: Iterable<FoundImage>, manner: Manner) {
    this.#root = root
    this.#manner = manner
    for (const image of images) {
      const key = manners[manner](joinedPath(image.folder, image.file.name)).normalize('NFC')
      this.#images.set(key, this.#images.has(key) ? null : image)
    }
  }

  /** The image that a field of a table names, or why there is none, as the end of a sentence. */
  find(field: string): FoundImage | string {
    const path = pathWithin(this.#root, field)
    if (path === null) return phrase('its path leads out of the folder')
    const image = this.#images.get(manners[this.#manner](path).normalize('NFC'))
    if (image === null) return phrase('several images have this name')
    return image ?? phrase('there is no such image')
  }
}

/** A field as a path within the folder, with `/` between names; null: it leads out of it. */
export function pathWithin(root: string, field: string): string | null {
  const text = field.trim()
  const isWhole = isAbsolute(text) || /^[a-z]:[\\/]/i.test(text)
  const inner = isWhole ? relative(root, text).replaceAll(sep, '/') : text.replaceAll('\\', '/')
  if (isAbsolute(inner) || /^[a-z]:\//i.test(inner)) return null
  const names: string[] = []
  for (const name of inner.split('/')) {
    if (name === '..' && names.pop() === undefined) return null
    if (name !== '' && name !== '.' && name !== '..') names.push(name)
  }
  return names.join('/')
}

/** All images of a folder and those below it, in the order of their paths. */
export function* imagesOf(folder: SourceFolder, path = ''): Generator<FoundImage> {
  for (const file of folder.files) yield { folder: path, file }
  for (const inner of foldersOf(folder)) yield* imagesOf(inner, joinedPath(path, inner.name))
}
