// Reads an image file of the user's, whose size is bounded before it is read.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { formatBytes } from '@common/words/plain-format'
import { LabError } from '@contract/problem'
import { readFile, stat } from 'node:fs/promises'
import { fileTrouble } from '../../files/file-trouble'
import { decodeImage } from './decode-image'

/** Most bytes of a file. */
const mostFileBytes = 128e6

/** @throws LabError `image/unreadable`, `image/too-large`, `image/unknown-kind`, `image/damaged` */
export async function readImageFile(path: string): Promise<RgbaImage> {
  return decodeImage(await bytesOf(path), path)
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) throw new LabError('image/unreadable', `${path} cannot be read: it is ${facts.isDirectory() ? 'a folder' : 'no ordinary file'}.`, 'Name a file.')
    const { size } = facts
    if (size > mostFileBytes) {
      throw new LabError('image/too-large', `${path} is too large: ${formatBytes(size)}, more than ${formatBytes(mostFileBytes)}.`, 'Make it smaller in a program for pictures.')
    }
    return await readFile(path)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('image/unreadable', `${path} cannot be read: ${fileTrouble(error)}.`, 'Check its name, and that you may read it.', { cause: error })
  }
}
