// Tensors that a model keeps in files beside itself: read only from the model's own folder, or from that of the file behind a link to the model, and only where they fit.
import { closeSync, fstatSync, readSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { fileTrouble } from '../../files/file-trouble'
import { openRegularNow } from '../../files/regular-file'

/** Where the data of a tensor lie. */
export interface ExternalPlace {
  /** Path relative to the model's folder. */
  readonly location: string
  readonly offset: number
  /** Bytes that the tensor has by its shape. */
  readonly length: number
}

/** Reads the data of a tensor that the model does not hold itself. @throws LabError `onnx/unreadable` */
export type ExternalData = (place: ExternalPlace) => Uint8Array<ArrayBuffer>

const unreadable = (message: string, options?: ErrorOptions): LabError =>
  new LabError('onnx/unreadable', message, phrase('Put the file with its tensors beside the .onnx file, or export the network into one file.'), options)

/** Reader for models without a folder: refuses every file. */
export const noExternalData: ExternalData = ({ location }) => {
  throw unreadable(phrase('The model keeps tensors in another file, {location}, which did not come with it.', { location }))
}

/** Most bytes that the tensors of a model may have beyond those of the files that hold them: tensors may share a part of a file, but a small file must not become any number of tensors. */
const mostShared = 2 ** 28

/**
 * The files beside a model. Links are followed within its folder only; where the model itself is a link, also to files beside the one that it leads to, as in
 * the cache of Hugging Face, whose names for people are links to files named by their sums.
 * @param model absolute path of the model's file
 */
export function externalDataBeside(model: string): ExternalData {
  const seen = new Set<string>()
  let [stored, total] = [0, 0]
  return ({ location, offset, length }) => {
    const path = pathBeside(model, location)
    const file = opened(path, location)
    try {
      const { size } = fstatSync(file)
      if (!seen.has(path)) stored += size
      seen.add(path)
      total += length
      if (total > stored + mostShared) throw unreadable(phrase('The model makes tensors of {total} or more out of the same {stored} in {location}.', { total: formatBytes(total), stored: formatBytes(stored), location }))
      if (offset + length > size) throw unreadable(phrase('{location} has {size} bytes, where the model expects {wanted}.', { location, size, wanted: offset + length }))
      const bytes = new Uint8Array(length)
      for (let done = 0; done < length; ) {
        const count = readSync(file, bytes, done, length - done, offset + done)
        if (count === 0) throw unreadable(phrase('{location} ends too early.', { location }))
        done += count
      }
      return bytes
    } finally {
      closeSync(file)
    }
  }
}

/** @throws LabError `onnx/unreadable` */
function opened(path: string, location: string): number {
  try {
    return openRegularNow(path)
  } catch (error) {
    throw unreadable(phrase('The model keeps tensors in {location}, which cannot be read: {trouble}.', { location, trouble: fileTrouble(error) }), { cause: error })
  }
}

function pathBeside(model: string, location: string): string {
  const folder = dirname(model)
  const outside = () => unreadable(phrase('The model keeps tensors outside its own folder, in {location}.', { location }))
  const path = resolve(folder, location)
  if (location === '' || isAbsolute(location) || !lies(path, folder)) throw outside()
  let real: string
  try {
    real = realpathSync(path)
  } catch (error) {
    throw unreadable(phrase('The model keeps tensors in {location}, which is not beside it.', { location }), { cause: error })
  }
  if (![realpathSync(folder), dirname(realpathSync(model))].some((home) => lies(real, home))) throw outside()
  return real
}

function lies(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
