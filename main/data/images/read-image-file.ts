// Reads an image file of the user's, whose size is bounded before it is read.
import { phrase } from '@language/phrase'
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { formatBytes } from '@common/words/plain-format'
import { closeSync, fstatSync, readSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { openRegularNow } from '../../files/regular-file'
import { decodeImage } from './decode-image'
import { ImageFault } from './image-fault'

/** Most bytes of a file. */
export const mostFileBytes = 128e6

/** @throws ImageFault `image/unreadable`, `image/too-large`, `image/unknown-kind`, `image/damaged` */
export async function readImageFile(path: string): Promise<RgbaImage> {
  return decodeImage(readImageBytes(path), path)
}

/**
 * The bytes of an image file, of one state of it: a file that changes meanwhile is refused. The calling thread waits for the disk, which for small files takes a tenth of
 * the time of asking asynchronously.
 * @throws ImageFault `image/unreadable`, `image/too-large`
 */
export function readImageBytes(path: string): Uint8Array<ArrayBuffer> {
  try {
    const file = openRegularNow(path)
    try {
      return bytesOf(file, path)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof ImageFault) throw error
    throw new ImageFault('image/unreadable', path, phrase('cannot be read: {fileTrouble}', { fileTrouble: fileTrouble(error) }), phrase('Check its name, and that you may read it.'), { cause: error })
  }
}

function bytesOf(file: number, path: string): Uint8Array<ArrayBuffer> {
  const { size, mtimeMs } = fstatSync(file)
  if (size > mostFileBytes) throw new ImageFault('image/too-large', path, tooManyBytes(size), phrase('Make it smaller in a program for pictures.'))
  const bytes = new Uint8Array(size)
  let done = 0
  for (let read = -1; read !== 0 && done < size; done += read) read = readSync(file, bytes, done, size - done, done)
  const after = fstatSync(file)
  if (done < size || after.size !== size || after.mtimeMs !== mtimeMs) throw new ImageFault('image/unreadable', path, phrase('changed while it was read'), phrase('Wait until it is written, and try again.'))
  return bytes
}

/** The fault of a file of so many bytes. */
export const tooManyBytes = (bytes: number): string => phrase('is too large: {bytes}, more than {most}', { bytes: formatBytes(bytes), most: formatBytes(mostFileBytes) })
