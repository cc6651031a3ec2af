// Reads images of a data set by their indices, from memory or from a file.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { closeSync, readSync } from 'node:fs'
import { openRegularNow } from '../files/regular-file'
import type { ImageFile, Images } from './dataset'
import { readingFile } from './reading-file'

export interface ImageReader {
  /** One image, [channels, height, width], valid until the next call. @throws LabError `dataset/truncated`, `dataset/unreadable` */
  imageAt: (index: number) => Uint8Array
  /**
   * Copies images one after another, in the order of their indices as given. Those that lie near each other in a file are read at once.
   * @param to [indices, channels, height, width]
   * @throws LabError as `imageAt` does
   */
  gather: (indices: Uint32Array, to: Uint8Array) => void
  close: () => void
}

/** Most bytes that one call reads, and most bytes between two images that are read along, since a call costs as much. */
const [pieceBytes, gapBytes] = [1 << 20, 1 << 13]

/**
 * Opens images for reading. Reading is synchronous and blocks the thread until the disk has answered.
 * @param imageBytes channels * height * width
 * @throws LabError `dataset/unreadable`
 */
export function openImages(images: Images, imageBytes: number): ImageReader {
  return images instanceof Uint8Array ? inMemory(images, imageBytes) : openFile(images, imageBytes)
}

function inMemory(images: Uint8Array, imageBytes: number): ImageReader {
  const imageAt = (index: number): Uint8Array => images.subarray(index * imageBytes, (index + 1) * imageBytes)
  return {
    imageAt,
    gather: (indices, to) => {
      indices.forEach((index, place) => {
        to.set(imageAt(index), place * imageBytes)
      })
    },
    close: () => undefined,
  }
}

function openFile({ path, offset }: ImageFile, imageBytes: number): ImageReader {
  const file = reading(path, () => openRegularNow(path))
  const image = new Uint8Array(imageBytes)
  /** Images that were read at once; made when it is needed first. */
  let piece: Uint8Array | null = null
  /** Reads `count` consecutive images. @param start of their bytes in `to` */
  const read = (first: number, count: number, to: Uint8Array, start: number): void => {
    const wanted = count * imageBytes
    const bytes = reading(path, () => readSync(file, to, start, wanted, offset + first * imageBytes))
    if (bytes < wanted) throw new LabError('dataset/truncated', phrase('{path} is cut short: it ends before image {first} does.', { path, first: first + Math.floor(bytes / imageBytes) }), phrase('Bring the data set into the lab again.'))
  }
  return {
    imageAt: (index) => {
      read(index, 1, image, 0)
      return image
    },
    gather: (indices, to) => {
      const order = placesInFile(indices)
      for (let next = 0; next < order.length; ) {
        const { first, count, end } = nearImages(order, next, imageBytes)
        if (end === next + 1) read(first, 1, to, (order.places[next] ?? 0) * imageBytes)
        else {
          piece ??= new Uint8Array(Math.max(pieceBytes, imageBytes))
          read(first, count, piece, 0)
          for (let at = next; at < end; at++) {
            const start = ((order.images[at] ?? 0) - first) * imageBytes
            to.set(piece.subarray(start, start + imageBytes), (order.places[at] ?? 0) * imageBytes)
          }
        }
        next = end
      }
    },
    close: () => {
      closeSync(file)
    },
  }
}

/** Wanted images in the order of a file. */
interface FileOrder {
  readonly length: number
  /** In rising order. */
  readonly images: Uint32Array
  /** The place of each among the wanted ones. */
  readonly places: Uint32Array
}

function placesInFile(indices: Uint32Array): FileOrder {
  const { length } = indices
  // A typed array of numbers sorts many times faster than by a function: the place is the rest of a division.
  const keys = new Float64Array(length)
  for (let place = 0; place < length; place++) keys[place] = (indices[place] ?? 0) * length + place
  keys.sort()
  const [images, places] = [new Uint32Array(length), new Uint32Array(length)]
  for (let at = 0; at < length; at++) {
    const key = keys[at] ?? 0
    const image = Math.floor(key / length)
    images[at] = image
    places[at] = key - image * length
  }
  return { length, images, places }
}

/** Consecutive images of a file that are read in one call, for the wanted ones from `next` to before `end`. */
function nearImages({ images, length }: FileOrder, next: number, imageBytes: number): { readonly first: number; readonly count: number; readonly end: number } {
  const first = images[next] ?? 0
  let [last, end] = [first, next + 1]
  for (; end < length; end++) {
    const image = images[end] ?? 0
    if ((image - last - 1) * imageBytes > gapBytes || (image + 1 - first) * imageBytes > pieceBytes) break
    last = image
  }
  return { first, count: last + 1 - first, end }
}

const reading = <T>(path: string, work: () => T): T => readingFile(path, phrase('Check that it is a file that you may read.'), work)

/** The same images in a place that several threads can read: images in memory are copied into shared memory, unless they are there already. */
export function inSharedMemory(images: Images): Images {
  if (!(images instanceof Uint8Array) || images.buffer instanceof SharedArrayBuffer) return images
  const shared = new Uint8Array(new SharedArrayBuffer(images.length))
  shared.set(images)
  return shared
}
