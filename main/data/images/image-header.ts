// What the first bytes of an image file tell: its kind, its size, and how it was held, so that nothing is decoded that is too large.
import { phrase } from '@language/phrase'
import { readGifFrame } from './gif/gif-frame'
import { readTiffTags, tiffTags } from './tiff-tags'

/** Kinds of image files that can be read, in the words of messages. */
export const imageKinds = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', bmp: 'BMP', tiff: 'TIFF', gif: 'GIF' } as const
export type ImageKind = keyof typeof imageKinds

export interface ImageHeader {
  readonly kind: ImageKind
  /** Pixels, as stored. */
  readonly width: number
  readonly height: number
  /** As EXIF numbers it, 1 to 8; 1: as it is. */
  readonly orientation: number
}

type HeaderReader = (bytes: Uint8Array, view: DataView) => Omit<ImageHeader, 'kind'> | null

/** How each kind begins, and where its size stands. */
const formats: Readonly<Record<ImageKind, { readonly begins: (text: string) => boolean; readonly read: HeaderReader }>> = {
  png: { begins: (text) => text.startsWith('\u0089PNG\r\n\u001a\n'), read: (_, view) => ({ width: view.getUint32(16), height: view.getUint32(20), orientation: 1 }) },
  jpeg: { begins: (text) => text.startsWith('\u00ff\u00d8\u00ff'), read: readJpeg },
  webp: { begins: (text) => text.startsWith('RIFF') && text.startsWith('WEBP', 8), read: readWebp },
  bmp: { begins: (text) => text.startsWith('BM'), read: readBmp },
  tiff: { begins: (text) => text.startsWith('II*\u0000') || text.startsWith('MM\u0000*'), read: readTiff },
  gif: { begins: (text) => text.startsWith('GIF87a') || text.startsWith('GIF89a'), read: readGif },
}

/** Kinds of files that people take for readable, by how they begin. */
const otherKinds: readonly (readonly [name: string, begins: (text: string) => boolean])[] = [
  [phrase('HEIC or AVIF'), (text) => text.startsWith('ftyp', 4)],
  ['SVG', (text) => /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/s.test(text)],
  ['PDF', (text) => text.startsWith('%PDF')],
  ['JPEG XL', (text) => text.startsWith('\u00ff\u000a') || text.startsWith('JXL ', 4)],
]

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 256))

/** The kind of an image file; null: none that can be read. */
export function imageKindOf(bytes: Uint8Array): ImageKind | null {
  const text = textOf(bytes)
  return (Object.keys(formats) as ImageKind[]).find((kind) => formats[kind].begins(text)) ?? null
}

/** The name of a kind of file that cannot be read; null: no kind that is known. */
export function otherKindOf(bytes: Uint8Array): string | null {
  const text = textOf(bytes)
  return otherKinds.find(([, begins]) => begins(text))?.[0] ?? null
}

/** Null: the header is not what its kind has, or a JPEG file is cut short. */
export function readImageHeader(bytes: Uint8Array, kind: ImageKind): ImageHeader | null {
  try {
    const header = formats[kind].read(bytes, viewOf(bytes))
    return header && header.width > 0 && header.height > 0 ? { kind, ...header } : null
  } catch (error) {
    if (error instanceof RangeError) return null // the file ends within its header
    throw error
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Markers of JPEG that begin a frame, whose header has the size: SOF0 to SOF15 without DHT, JPG and DAC, which lie between. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Goes from segment to segment to the frame's header. ITU-T T.81, annex B; EXIF lies in an APP1 segment before it. */
function readJpeg(bytes: Uint8Array, view: DataView): ReturnType<HeaderReader> {
  let orientation = 1
  for (let start = 2; ; ) {
    if (view.getUint8(start) !== 0xff) return null
    const marker = view.getUint8(start + 1)
    if (marker === 0xff) {
      start++ // a byte that fills
      continue
    }
    const length = view.getUint16(start + 2)
    if (isFrame(marker)) return hasEnd(bytes.subarray(start)) ? { height: view.getUint16(start + 5), width: view.getUint16(start + 7), orientation } : null
    const segment = bytes.subarray(start + 4, start + 2 + length)
    if (marker === 0xe1 && textOf(segment).startsWith('Exif\0\0')) orientation = exifOrientation(segment.subarray(6))
    start += 2 + length
  }
}

/** Whether the marker EOI comes, which coded pixels never hold. Without it the file is cut short: decoders paint the rest grey, and tell nothing. */
const hasEnd = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('ffd9', undefined, 'hex') >= 0

/** 1 where nothing is said, or nothing that can be read. */
function exifOrientation(bytes: Uint8Array): number {
  try {
    return orientationOf(readTiffTags(bytes))
  } catch (error) {
    if (error instanceof RangeError) return 1 // cut short: the image itself may be whole
    throw error
  }
}

function orientationOf(tags: ReadonlyMap<number, number> | null): number {
  const orientation = tags?.get(tiffTags.orientation) ?? 1
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}

/** Chunks by their names; RFC 9649. */
function readWebp(bytes: Uint8Array, view: DataView): ReturnType<HeaderReader> {
  const chunk = textOf(bytes.subarray(12, 16))
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, orientation: 1 }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), orientation: 1 }
  }
  if (chunk !== 'VP8X') return null
  const edge = (start: number): number => 1 + view.getUint16(start, true) + 65536 * view.getUint8(start + 2)
  return { width: edge(24), height: edge(27), orientation: webpOrientation(bytes, view) }
}

function webpOrientation(bytes: Uint8Array, view: DataView): number {
  for (let start = 12; start + 8 <= bytes.length; ) {
    const length = view.getUint32(start + 4, true)
    if (textOf(bytes.subarray(start, start + 4)) === 'EXIF') return exifOrientation(bytes.subarray(start + 8, start + 8 + length))
    start += 8 + length + (length % 2)
  }
  return 1
}

/** The header of OS/2 has 12 bytes, all others begin as BITMAPINFOHEADER; a negative height is that of rows from the top. */
function readBmp(_: Uint8Array, view: DataView): ReturnType<HeaderReader> {
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true), orientation: 1 }
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)), orientation: 1 }
}

function readGif(bytes: Uint8Array): ReturnType<HeaderReader> {
  const frame = readGifFrame(bytes)
  return frame && { ...frame.screen, orientation: 1 }
}

function readTiff(bytes: Uint8Array): ReturnType<HeaderReader> {
  const tags = readTiffTags(bytes)
  return tags && { width: tags.get(tiffTags.width) ?? 0, height: tags.get(tiffTags.height) ?? 0, orientation: orientationOf(tags) }
}
