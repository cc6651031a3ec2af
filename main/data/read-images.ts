// Reads images of a data set by their index without holding up the thread, from memory or from a file.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { type FileHandle } from 'node:fs/promises'
import { openRegular } from '../files/regular-file'
import type { Images } from './dataset'

/**
 * @param imageBytes channels * height * width
 * @param indices in any order; neighbours that follow one another are read at once
 * @returns the images one after another, in the order of the indices
 * @throws LabError `dataset/truncated`, `dataset/unreadable`
 */
export async function readImages(images: Images, imageBytes: number, indices: Uint32Array): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = new Uint8Array(indices.length * imageBytes)
  if (images instanceof Uint8Array) {
    for (const { start, end, first } of runsOf(indices)) pixels.set(images.subarray(first * imageBytes, (first + end - start) * imageBytes), start * imageBytes)
    return pixels
  }
  const { path, offset } = images
  try {
    const file = await openRegular(path)
    try {
      for (const { start, end, first } of runsOf(indices)) await readWhole(file, path, pixels.subarray(start * imageBytes, end * imageBytes), offset + first * imageBytes)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError('dataset/unreadable', phrase('{path} cannot be read: {reason}.', { path, reason }), phrase('Check that it is a file that you may read.'), { cause: error })
  }
  return pixels
}

async function readWhole(file: FileHandle, path: string, to: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < to.length; ) {
    const { bytesRead } = await file.read(to, done, to.length - done, position + done)
    if (bytesRead === 0) throw new LabError('dataset/truncated', phrase('{path} is cut short.', { path }), phrase('Bring the data set into the lab again.'))
    done += bytesRead
  }
}

/** Places `start` to `end` of the indices that hold numbers without a gap, from `first` on. */
function* runsOf(indices: Uint32Array): Generator<{ readonly start: number; readonly end: number; readonly first: number }> {
  for (let start = 0; start < indices.length; ) {
    const first = indices[start] ?? 0
    let end = start + 1
    while (end < indices.length && indices[end] === first + end - start) end++
    yield { start, end, first }
    start = end
  }
}
