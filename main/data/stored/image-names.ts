// Where images of an imported set came from: paths within the source of the import.
import { openRegular } from '../../files/regular-file'
import type { ImageDataset } from '../dataset'
import { phrase } from '@language/phrase'
import type { Split } from '@contract/runs/evaluation'
import { storedDatasetFiles } from '@contract/data/stored-dataset'
import { LabError } from '@contract/problem'
import { type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of an entry of the file that says where names end. */
const endBytes = 4

/**
 * @param folder of the set
 * @param indices of images in the split
 * @throws LabError `dataset/unreadable`
 */
export async function imageNames(folder: string, info: ImageDataset['info'], split: Split, indices: Uint32Array): Promise<readonly string[]> {
  const first = { train: 0, validation: info.trainImages, test: info.trainImages + info.validationImages }[split]
  try {
    return await withFile(join(folder, storedDatasetFiles.nameEnds), (ends) =>
      withFile(join(folder, storedDatasetFiles.names), async (names) => {
        const found: string[] = []
        for (const index of indices) {
          const [start, end] = await span(ends, first + index)
          found.push((await bytesAt(names, start, end - start)).toString('utf8'))
        }
        return found
      }),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError('dataset/unreadable', phrase('The names of the images of {title} cannot be read: {reason}.', { title: info.title, reason }), phrase('Import the set again.'), { cause: error })
  }
}

/** Where the name of an image begins and ends. */
async function span(ends: FileHandle, image: number): Promise<readonly [number, number]> {
  if (image === 0) return [0, (await bytesAt(ends, 0, endBytes)).readUInt32LE()]
  const both = await bytesAt(ends, (image - 1) * endBytes, 2 * endBytes)
  return [both.readUInt32LE(), both.readUInt32LE(endBytes)]
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw new Error('a file is cut short')
  return buffer
}

async function withFile<Result>(path: string, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await openRegular(path)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
