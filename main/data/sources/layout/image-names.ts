// What files are by their names: images, files of another kind, or what systems and programs leave in folders.
import { phrase } from '@language/phrase'
import type { ImageKind } from '../../images/image-header'

/** Endings of names, in small letters, of the kinds of files that can be decoded. */
const endings: Readonly<Record<ImageKind, readonly string[]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  webp: ['webp'],
  bmp: ['bmp', 'dib'],
  tiff: ['tif', 'tiff'],
  gif: ['gif'],
}

const readable = new Set(Object.values(endings).flat())

/** Endings, in small letters, that tell of an image. */
export const imageEndings: readonly string[] = [...readable]

/** Endings of images that cannot be read, with the names of their kinds. */
const unreadable: Readonly<Record<string, string>> = {
  heic: 'HEIC',
  heif: 'HEIF',
  avif: 'AVIF',
  svg: 'SVG',
  jxl: 'JPEG XL',
  jp2: 'JPEG 2000',
  j2k: 'JPEG 2000',
  psd: phrase('a file of Photoshop'),
  dcm: 'DICOM',
  ppm: 'PPM',
  pgm: 'PGM',
  pbm: 'PBM',
  tga: 'TGA',
  ico: phrase('an icon'),
  exr: 'OpenEXR',
  hdr: 'Radiance HDR',
  cr2: phrase('a raw photograph'),
  nef: phrase('a raw photograph'),
  arw: phrase('a raw photograph'),
  dng: phrase('a raw photograph'),
  pdf: 'PDF',
}

/** Names, in small letters, that systems leave in folders and archives. */
const leftByOthers = new Set(['thumbs.db', 'desktop.ini', '__macosx', 'icon\r'])

/** Whether files and folders of this name are passed over without a word. */
export const isHidden = (name: string): boolean => name.startsWith('.') || leftByOthers.has(name.toLowerCase())

/** The ending of a name in small letters, without its point; empty where there is none. */
export function endingOf(name: string): string {
  const point = name.lastIndexOf('.')
  return point <= 0 ? '' : name.slice(point + 1).toLowerCase()
}

/** The name without its ending. */
export function withoutEnding(name: string): string {
  const point = name.lastIndexOf('.')
  return point <= 0 ? name : name.slice(0, point)
}

/** Whether a file is taken for an image, until it is decoded. One without an ending may be one. */
export function isImageName(name: string): boolean {
  const ending = endingOf(name)
  return ending === '' || readable.has(ending)
}

/** Why a file that is an image by its name cannot become one of a set, as the end of a sentence; null: by its name it is none, or one that can be read. */
export function unreadableKind(name: string): string | null {
  const kind = unreadable[endingOf(name)]
  return kind === undefined ? null : phrase('it is {kind}, which cannot be read', { kind })
}
