// Reads an ONNX file from disk: the size is checked first; its tensors may lie in other files of its folder.
import { basename } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { fileTrouble } from '../../files/file-trouble'
import { openRegular } from '../../files/regular-file'
import { externalDataBeside } from '../../onnx/reading/external-data'
import { readModel } from '../../onnx/reading/read-model'
import type { StoredModel } from '../../onnx/stored-model'

/** Largest size of a file: 2 GiB, the limit of the ONNX format and of Node's reading in one piece. */
const maxBytes = 2 ** 31 - 1

/** @throws LabError `onnx/missing`, `onnx/too-large`, `onnx/unreadable`, `onnx/unsupported` */
export function readNetworkFile(path: string): Promise<StoredModel> {
  return readFileAs(path, (bytes) => readModel(bytes, externalDataBeside(path)))
}

/** Applies `make` to a file's bytes; its errors get the name of the file. @throws LabError as {@link readNetworkFile} */
export async function readFileAs<T>(path: string, make: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = await bytesOfFile(path)
  try {
    return make(bytes)
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'onnx/unreadable') throw error
    throw new LabError(error.code, phrase('{name}: {message}', { name: basename(path), message: error.message }), error.remedy, { cause: error })
  }
}

/** @throws LabError `onnx/missing`, `onnx/too-large` */
async function bytesOfFile(path: string): Promise<Uint8Array> {
  try {
    const file = await openRegular(path)
    try {
      const { size } = await file.stat()
      if (size > maxBytes) {
        throw new LabError('onnx/too-large', phrase('{path} has {size} bytes; an ONNX file has 2 GB at most.', { path, size }), phrase('Export it with its tensors in files of their own.'))
      }
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('onnx/missing', phrase('{path} cannot be read: {fileTrouble}.', { path, fileTrouble: fileTrouble(error) }), phrase('Check its name and that you may read it.'), { cause: error })
  }
}
