// The fingerprint of a data set: by it an imported set is known again, and a stored evaluation, or a corrected label, knows whether the images are still those that it was made for.
import type { DatasetInfo } from '@contract/data/datasets'
import { createHash, type Hash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { openRegularNow } from '../files/regular-file'
import type { ImageDataset, Images, LabelledImages } from './dataset'

/** What a fingerprint stands for. */
export interface FingerprintedSet extends Pick<DatasetInfo, 'channels' | 'height' | 'width' | 'classes'> {
  /** Images by split. */
  readonly train: number
  readonly validation: number
  readonly test: number
  /** SHA-256 over the pixels of all images of training, validation and test, hexadecimal. */
  readonly pixels: string
  /** SHA-256 over their labels in the same order, as uint16, little-endian. */
  readonly labels: string
}

/** SHA-256 over the images' form, the classes, and the sums of all pixels and all labels. */
export function fingerprintFrom({ channels, height, width, classes, train, validation, test, pixels, labels }: FingerprintedSet): string {
  return createHash('sha256').update(JSON.stringify({ channels, height, width, classes, train, validation, test, pixels, labels })).digest('hex')
}

/**
 * The fingerprint of a set that is there; images in a file are read to their end.
 * @throws as `fs` does where images lie in a file that cannot be read
 */
export function fingerprintOf({ info, train, validation, test }: ImageDataset): string {
  const { channels, height, width, classes } = info
  const [pixels, labels] = [createHash('sha256'), createHash('sha256')]
  for (const part of validation ? [train, validation, test] : [train, test]) {
    addImages(pixels, part, channels * height * width)
    labels.update(Uint16Array.from(part.labels)) // little-endian on every processor that the lab runs on
  }
  const counts = { train: train.count, validation: validation?.count ?? 0, test: test.count }
  return fingerprintFrom({ channels, height, width, classes, ...counts, pixels: pixels.digest('hex'), labels: labels.digest('hex') })
}

/** Bytes that are read of a file at a time. */
const pieceBytes = 1 << 20

function addImages(hash: Hash, { images, count }: LabelledImages, imageBytes: number): void {
  if (images instanceof Uint8Array) {
    hash.update(images)
    return
  }
  addFile(hash, images, count * imageBytes)
}

function addFile(hash: Hash, { path, offset }: Exclude<Images, Uint8Array>, bytes: number): void {
  const file = openRegularNow(path)
  try {
    const piece = new Uint8Array(pieceBytes)
    for (let done = 0; done < bytes; ) {
      const read = readSync(file, piece, 0, Math.min(pieceBytes, bytes - done), offset + done)
      if (read === 0) throw new Error(`${path} is cut short`)
      hash.update(piece.subarray(0, read))
      done += read
    }
  } finally {
    closeSync(file)
  }
}
