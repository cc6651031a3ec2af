// The work of a decoding thread: images in the form of the set, written to their places in the file of all images.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { writeSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import type { ImageSize } from '../images/checked-header'
import { decodeToForm, fitPixels, type FittedImage, type ImageForm } from '../images/fitted-image'
import { interleavedPixels } from '../images/interleaved-pixels'
import { readImageBytes } from '../images/read-image-file'
import type { EncodedContent, FileContent, PixelContent } from '../sources/source'
import { addUpPixels, sumsOf } from './colour-statistics'
import { unreadableReason } from './unreadable-reason'

/** What a thread needs to know of the import. */
export interface DecodeJob {
  readonly form: ImageForm
  /** File descriptor of the images, which the threads of a process share. */
  readonly file: number
}

export interface DecodeTask {
  /** Place of the image among all of the set. */
  readonly slot: number
  /** Its memory is the thread's from now on. */
  readonly content: FileContent | EncodedContent | PixelContent
}

/** What has become of some tasks, in their order. */
export interface DecodedBatch {
  readonly slots: readonly number[]
  /** Sizes of the originals; null: the image could not be decoded. */
  readonly sizes: readonly (ImageSize | null)[]
  /** Why an image could not be decoded, as the end of a sentence; null: it was. */
  readonly reasons: readonly (string | null)[]
  /** [tasks, sumsOf(channels)], as `addUpPixels` gives them. */
  readonly sums: Float64Array<ArrayBuffer>
}

/** @throws LabError `import/unwritable`, `image/no-decoder` */
export async function decodeBatch({ form, file }: DecodeJob, tasks: readonly DecodeTask[]): Promise<DecodedBatch> {
  const width = sumsOf(form.channels)
  const sums = new Float64Array(tasks.length * width)
  const sizes: (ImageSize | null)[] = []
  const reasons: (string | null)[] = []
  for (const [place, { slot, content }] of tasks.entries()) {
    const image = await decoded(content, form)
    sizes.push(typeof image === 'string' ? null : image.original)
    reasons.push(typeof image === 'string' ? image : null)
    if (typeof image === 'string') continue
    addUpPixels(image.pixels, form.channels, sums.subarray(place * width, (place + 1) * width))
    writeAt(file, image.pixels, slot * image.pixels.length)
  }
  return { slots: tasks.map(({ slot }) => slot), sizes, reasons, sums }
}

/** A reason where there is no image. */
async function decoded(content: DecodeTask['content'], form: ImageForm): Promise<Pick<FittedImage, 'pixels' | 'original'> | string> {
  try {
    if (content.kind !== 'pixels') return await decodeToForm(content.kind === 'file' ? readImageBytes(content.path) : content.bytes, form)
    const { pixels } = fitPixels(interleavedPixels(content), form)
    return { pixels, original: { height: content.height, width: content.width } }
  } catch (error) {
    return unreadableReason(error)
  }
}

/** Writes to a place of the file of images, to the last byte. @throws LabError `import/unwritable` */
export function writeAt(file: number, bytes: Uint8Array, position: number): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done)
  } catch (error) {
    throw unwritable(error)
  }
}

/** The set cannot be written; what is told already stays as it is. */
export function unwritable(error: unknown): LabError {
  if (error instanceof LabError) return error
  return new LabError('import/unwritable', phrase('The data set cannot be written: {fileTrouble}.', { fileTrouble: fileTrouble(error) }), phrase('Free some space on the disk of the lab, then import it again. Nothing of it was kept.'), { cause: error })
}
