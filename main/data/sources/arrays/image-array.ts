// Images that lie as numbers in an array within a file, and their reading as pixels.
import { phrase } from '@language/phrase'
import type { ByteReader } from '../bytes/byte-reader'
import type { ByteRun } from '../bytes/byte-run'
import type { SourceImage } from '../source'
import { unsupported } from '../source-faults'
import { elementReader, type ElementType } from './element-type'

export interface ImageForm {
  readonly channels: number
  readonly height: number
  readonly width: number
}

export interface ImageArray extends ImageForm {
  /** For messages and names of images. */
  readonly name: string
  readonly run: ByteRun
  /** Where the first image begins, in bytes of the run. */
  readonly offset: number
  readonly count: number
  readonly type: ElementType
  /** Bytes before the pixels of each image, e.g. its label. */
  readonly lead: number
  /** How far apart neighbours are in the numbers of one image. */
  readonly strides: { readonly channel: number; readonly row: number; readonly column: number }
  /** Whether number j of image i lies at i + count * j (Fortran's order) instead of all numbers of an image together. */
  readonly isInterleaved: boolean
  /** What stands for white. */
  readonly white: 1 | 255
}

/** Most bytes of one image; larger ones are refused when a source is looked through. */
export const largestImageBytes = 2 ** 24

/** Memory for the images of an interleaved array that are gathered at a time; each time takes a pass through its file. */
const gatheredBytes = 2 ** 26
const mostPasses = 64

export const imageBytes = ({ channels, height, width, type, lead }: ImageArray): number => lead + channels * height * width * type.size

/** @throws LabError `import/unsupported` for an array whose images are too large, or are interleaved and too many */
export function checkImageArray(array: ImageArray): void {
  const bytes = imageBytes(array)
  if (bytes > largestImageBytes) throw unsupported(array.name, phrase('each of its images has {bytes} bytes, and the lab reads up to {most}', { bytes, most: largestImageBytes }), phrase('Make the images smaller.'))
  if (array.isInterleaved && bytes * array.count > mostPasses * gatheredBytes) {
    throw unsupported(array.name, phrase('it is in Fortran order, and too large for that'), phrase('Save it in C order: numpy.save(path, numpy.ascontiguousarray(array)).'))
  }
}

/**
 * Images of arrays, numbered through all of them; each file is read once, from its beginning to its end (interleaved arrays: as often as needed).
 * @param wanted numbers in rising order; left out: all
 * @throws LabError `import/...` where a file is damaged or has changed
 */
export async function* imagesOfArrays(arrays: readonly ImageArray[], wanted?: readonly number[], signal?: AbortSignal): AsyncGenerator<SourceImage> {
  for (const inRun of byRun(arrays, wanted)) {
    let reader: ByteReader | undefined
    try {
      for (const part of inRun) {
        if (part.array.isInterleaved) {
          yield* interleavedImages(part, signal)
        } else {
          reader ??= part.array.run.read(signal)
          yield* adjacentImages(reader, part)
        }
      }
      if (!wanted) await reader?.finish()
    } finally {
      await reader?.close()
    }
  }
}

/** Images that are wanted of one array. */
interface WantedImages {
  readonly array: ImageArray
  /** Number of the array's first image among all. */
  readonly first: number
  /** Rows in the array, rising; null: all. */
  readonly rows: readonly number[] | null
}

/** What is wanted, together for each file and in the order in which it lies there. */
function byRun(arrays: readonly ImageArray[], wanted: readonly number[] | undefined): readonly (readonly WantedImages[])[] {
  const runs = new Map<ByteRun, WantedImages[]>()
  let first = 0
  for (const array of arrays) {
    const begin = first
    const end = (first += array.count)
    const rows = wanted?.filter((index) => index >= begin && index < end).map((index) => index - begin) ?? null
    if (rows?.length === 0) continue
    runs.set(array.run, [...(runs.get(array.run) ?? []), { array, first: begin, rows }])
  }
  return [...runs.values()].map((parts) => parts.sort((a, b) => a.array.offset - b.array.offset))
}

async function* adjacentImages(reader: ByteReader, { array, first, rows }: WantedImages): AsyncGenerator<SourceImage> {
  const bytes = imageBytes(array)
  const contentOf = contentReader(array)
  for (let i = 0; i < (rows?.length ?? array.count); i++) {
    const row = rows?.[i] ?? i
    await reader.skip(array.offset + row * bytes - reader.position)
    yield { index: first + row, content: contentOf(reader.take(bytes) ?? (await reader.read(bytes))) }
  }
}

async function* interleavedImages({ array, first, rows }: WantedImages, signal: AbortSignal | undefined): AsyncGenerator<SourceImage> {
  const bytes = imageBytes(array)
  const contentOf = contentReader(array)
  const all = rows ?? Array.from({ length: array.count }, (_, row) => row)
  const atOnce = Math.max(1, Math.floor(gatheredBytes / bytes))
  for (let start = 0; start < all.length; start += atOnce) {
    const some = all.slice(start, start + atOnce)
    const gathered = await gather(array, some, signal)
    for (const [i, row] of some.entries()) yield { index: first + row, content: contentOf(gathered.subarray(i * bytes, (i + 1) * bytes)) }
  }
}

/** Elements of a size as they are moved, whatever they mean. */
const elementViews: Readonly<Record<number, (buffer: ArrayBuffer) => Uint8Array | Uint16Array | Uint32Array | Float64Array>> = {
  1: (buffer) => new Uint8Array(buffer),
  2: (buffer) => new Uint16Array(buffer),
  4: (buffer) => new Uint32Array(buffer),
  8: (buffer) => new Float64Array(buffer),
}

/** The numbers of some images of an interleaved array, image by image. */
async function gather({ run, name, offset, count, type, channels, height, width }: ImageArray, rows: readonly number[], signal: AbortSignal | undefined): Promise<Uint8Array> {
  const numbers = channels * height * width
  const { size } = type
  const viewOf = elementViews[size]
  if (!viewOf) throw new RangeError(`${name} has elements of ${size} bytes`)
  const first = rows[0] ?? 0
  const span = (rows.at(-1) ?? 0) + 1 - first
  const places = Uint32Array.from(rows, (row) => row - first)
  const [ofAll, gathered] = [new Uint8Array(span * size), new Uint8Array(rows.length * numbers * size)]
  const [from, to] = [viewOf(ofAll.buffer), viewOf(gathered.buffer)]
  const reader = run.read(signal)
  try {
    for (let j = 0; j < numbers; j++) {
      await reader.skip(offset + (j * count + first) * size - reader.position)
      ofAll.set(await reader.read(span * size))
      for (let i = 0, place = j; i < places.length; i++, place += numbers) to[place] = from[places[i] ?? 0] ?? 0
    }
  } finally {
    await reader.close()
  }
  return gathered
}

/** Makes pixels of the bytes of an image; they are valid until the next image. */
function contentReader(array: ImageArray): (bytes: Uint8Array) => SourceImage['content'] {
  const { channels, height, width, type, lead } = array
  const form = { kind: 'pixels', channels, height, width } as const
  const isByte = type.kind === 'u' && type.size === 1
  const places = placesOf(array)
  if (isByte && places.every((place, index) => place === index)) return (bytes) => ({ ...form, pixels: bytes.subarray(lead) })
  const pixels = new Uint8Array(places.length)
  if (isByte) {
    return (bytes) => {
      for (let i = 0; i < places.length; i++) pixels[i] = bytes[lead + (places[i] ?? 0)] ?? 0
      return { ...form, pixels }
    }
  }
  const numbersOf = elementReader(type)
  const white = type.kind === 'b' ? 1 : array.white
  const scale = 255 / white
  return (bytes) => {
    const numbers = numbersOf(lead > 0 ? bytes.subarray(lead) : bytes)
    for (let i = 0; i < places.length; i++) {
      const number = numbers[places[i] ?? 0] ?? 0
      const pixel = number * scale + 0.5 // to the nearest whole number
      if (!(pixel >= 0 && pixel < 256)) return { kind: 'unreadable', reason: faultOf(number, white) }
      pixels[i] = pixel
    }
    return { ...form, pixels }
  }
}

/** Where each pixel, channel by channel and row by row, is among the numbers of an image. */
function placesOf({ channels, height, width, strides }: ImageArray): Uint32Array {
  const places = new Uint32Array(channels * height * width)
  let at = 0
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) places[at++] = channel * strides.channel + row * strides.row + column * strides.column
    }
  }
  return places
}

const faultOf = (number: number, white: number): string => (Number.isNaN(number) ? phrase('one of its values is no number') : phrase('it holds the value {number}, which is not within 0 to {white}', { number, white }))
