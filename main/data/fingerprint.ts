// The fingerprint of a data set: by it a stored evaluation, or a corrected label, knows whether the images are still those that it was made for.
import { createHash, type Hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { ImageDataset, Images, LabelledImages } from './dataset'

/** Pieces that are read of a file of images, evenly spread over it, and the bytes of each: a file may hold hundreds of gigabytes. */
const [filePieces, pieceBytes] = [64, 1 << 16]

/**
 * SHA-256 over classes, image format, every label and every image of the whole data set; of images in a file, over its size and pieces that are
 * spread over it.
 * @throws as `fs` does where images lie in a file that cannot be read
 */
export function fingerprintOf({ info: { channels, height, width, classes }, train, validation, test }: ImageDataset): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ channels, height, width, classes, train: train.count, test: test.count, ...(validation && { validation: validation.count }) }))
  for (const part of validation ? [train, validation, test] : [train, test]) addPart(hash, part)
  return hash.digest('hex')
}

function addPart(hash: Hash, { images, labels }: LabelledImages): void {
  hash.update(Uint16Array.from(labels)) // the same whether labels are bytes or pairs of bytes
  addImages(hash, images)
}

function addImages(hash: Hash, images: Images): void {
  if (images instanceof Uint8Array) {
    hash.update(images)
    return
  }
  const file = openSync(images.path, 'r')
  try {
    const { size } = fstatSync(file)
    hash.update(`${size} bytes`)
    const piece = new Uint8Array(pieceBytes)
    for (let index = 0; index < filePieces; index++) {
      const start = Math.floor((Math.max(0, size - pieceBytes) * index) / (filePieces - 1))
      hash.update(piece.subarray(0, readSync(file, piece, 0, pieceBytes, start)))
    }
  } finally {
    closeSync(file)
  }
}
