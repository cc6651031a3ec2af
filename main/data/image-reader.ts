// Reads single images of a data set by their index, from memory or from a file.
import { LabError } from '@contract/problem'
import { closeSync, openSync, readSync } from 'node:fs'
import type { ImageFile, Images } from './dataset'

export interface ImageReader {
  /** One image, [channels, height, width], valid until the next call. @throws LabError `dataset/truncated`, `dataset/unreadable` */
  imageAt: (index: number) => Uint8Array
  close: () => void
}

/**
 * Opens images for reading. Reading is synchronous and blocks the thread until the disk has answered.
 * @param imageBytes channels * height * width
 * @throws LabError `dataset/unreadable`
 */
export function openImages(images: Images, imageBytes: number): ImageReader {
  if (!(images instanceof Uint8Array)) return openFile(images, imageBytes)
  return {
    imageAt: (index) => images.subarray(index * imageBytes, (index + 1) * imageBytes),
    close: () => undefined,
  }
}

function openFile({ path, offset }: ImageFile, imageBytes: number): ImageReader {
  const file = reading(path, () => openSync(path, 'r'))
  const image = new Uint8Array(imageBytes)
  return {
    imageAt: (index) => {
      const bytes = reading(path, () => readSync(file, image, 0, imageBytes, offset + index * imageBytes))
      if (bytes === imageBytes) return image
      throw new LabError('dataset/truncated', `${path} is cut short: it ends before image ${index} does.`, 'Bring the data set into the lab again.')
    },
    close: () => {
      closeSync(file)
    },
  }
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError('dataset/unreadable', `${path} cannot be read: ${reason}.`, 'Check that it is a file that you may read.', { cause: error })
  }
}

/** The same images in a place that several threads can read: images in memory are copied into shared memory, unless they are there already. */
export function inSharedMemory(images: Images): Images {
  if (!(images instanceof Uint8Array) || images.buffer instanceof SharedArrayBuffer) return images
  const shared = new Uint8Array(new SharedArrayBuffer(images.length))
  shared.set(images)
  return shared
}
