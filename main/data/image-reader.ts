// Reads images of a data set by their indices, from memory or from a file.
import { LabError } from '@contract/problem'
import { closeSync, openSync, readSync } from 'node:fs'
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
  const file = reading(path, () => openSync(path, 'r'))
  const image = new Uint8Array(imageBytes)
  /** Images that were read at once; made when it is needed first. */
  let piece: Uint8Array | null = null
  /** Reads consecutive images. @param to of their bytes */
  const read = (first: number, to: Uint8Array): void => {
    const bytes = reading(path, () => readSync(file, to, 0, to.length, offset + first * imageBytes))
    if (bytes < to.length) throw new LabError('dataset/truncated', `${path} is cut short: it ends before image ${first + Math.floor(bytes / imageBytes)} does.`, 'Bring the data set into the lab again.')
  }
  return {
    imageAt: (index) => {
      read(index, image)
      return image
    },
    gather: (indices, to) => {
      for (const { first, last, places } of nearOnes(indices, imageBytes)) {
        if (places.length === 1) {
          const [place = 0] = places
          read(first, to.subarray(place * imageBytes, (place + 1) * imageBytes))
          continue
        }
        piece ??= new Uint8Array(Math.max(pieceBytes, imageBytes))
        const bytes = piece.subarray(0, (last + 1 - first) * imageBytes)
        read(first, bytes)
        for (const place of places) {
          const start = ((indices[place] ?? 0) - first) * imageBytes
          to.set(bytes.subarray(start, start + imageBytes), place * imageBytes)
        }
      }
    },
    close: () => {
      closeSync(file)
    },
  }
}

/** Images that are read in one call. */
interface NearImages {
  /** The first and the last of them. */
  readonly first: number
  readonly last: number
  /** Their places among the wanted ones. */
  readonly places: number[]
}

/** Groups images by their places in the file. */
function nearOnes(indices: Uint32Array, imageBytes: number): readonly NearImages[] {
  const { length } = indices
  // A typed array of numbers sorts many times faster than by a function: the place is the rest of a division.
  const keys = Float64Array.from(indices, (index, place) => index * length + place).sort()
  const groups: { first: number; last: number; places: number[] }[] = []
  for (const key of keys) {
    const index = Math.floor(key / length)
    const place = key - index * length
    const group = groups.at(-1)
    if (group && (index - group.last - 1) * imageBytes <= gapBytes && (index + 1 - group.first) * imageBytes <= pieceBytes) {
      group.last = index
      group.places.push(place)
    } else {
      groups.push({ first: index, last: index, places: [place] })
    }
  }
  return groups
}

const reading = <T>(path: string, work: () => T): T => readingFile(path, 'Check that it is a file that you may read.', work)

/** The same images in a place that several threads can read: images in memory are copied into shared memory, unless they are there already. */
export function inSharedMemory(images: Images): Images {
  if (!(images instanceof Uint8Array) || images.buffer instanceof SharedArrayBuffer) return images
  const shared = new Uint8Array(new SharedArrayBuffer(images.length))
  shared.set(images)
  return shared
}
