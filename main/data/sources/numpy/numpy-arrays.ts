// The arrays of .npy and .npz files, by name.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { basename } from 'node:path'
import { isText, type ElementType } from '../arrays/element-type'
import { fileRun, type ByteRun } from '../bytes/byte-run'
import { zippedFiles } from '../bytes/zipped-files'
import { cutShort, damaged, unsupported } from '../source-faults'
import { sourceFiles } from '../source-files'
import { readNpyHeader, type NpyHeader } from './npy-header'

export interface NumpyArray extends NpyHeader {
  /** `x_train`, of `x_train.npy` or out of an .npz; of several .npz files with several arrays each `file/x_train`. */
  readonly name: string
  readonly run: ByteRun
}

export const isNumpyName = (name: string): boolean => /\.np[yz]$/i.test(name)

/** More arrays are not looked through. */
const mostArrays = 1000

/**
 * The arrays of files, or of a folder's files, by their headers.
 * @throws LabError `import/...`
 */
export async function numpyArrays(paths: readonly string[]): Promise<readonly NumpyArray[]> {
  const files = (await sourceFiles(paths, isNumpyName))?.files ?? []
  const arrays: NumpyArray[] = []
  for (const path of files) {
    const stem = basename(path).replace(/\.np[yz]$/i, '')
    if (/\.npy$/i.test(path)) {
      arrays.push(await arrayOf(stem, await fileRun(path)))
    } else {
      const zipped = (await zippedFiles(path, mostArrays)).filter(({ name }) => name.endsWith('.npy'))
      for (const { name, run } of zipped) {
        const own = name.replace(/\.npy$/, '')
        arrays.push(await arrayOf(files.length === 1 ? own : zipped.length === 1 ? stem : `${stem}/${own}`, run))
      }
    }
    if (arrays.length > mostArrays) throw unsupported(path, phrase('with it there are more than {mostArrays} arrays', { mostArrays }), phrase('Choose the files with images and labels.'))
  }
  if (arrays.length === 0) throw new LabError('import/empty', phrase('{paths} holds no arrays.', { paths: paths.join(', ') }), phrase('Choose .npz or .npy files.'))
  return arrays
}

async function arrayOf(name: string, run: ByteRun): Promise<NumpyArray> {
  const reader = run.read()
  try {
    const header = await readNpyHeader(run.name, reader)
    if (header.type && run.length !== null) checkLength(run.name, run.length, header, header.type)
    return { ...header, name, run }
  } finally {
    await reader.close()
  }
}

function checkLength(name: string, length: number, { shape, headerBytes }: NpyHeader, { size }: ElementType): void {
  const bytes = headerBytes + shape.reduce((product, count) => product * count, size)
  if (length < bytes) throw cutShort(name, phrase('{there} of {bytes} bytes are there', { there: length, bytes }))
  if (length > bytes) throw damaged(name, phrase('it holds {bytes} bytes beyond what its header announces', { bytes: length - bytes }))
}

/** In NumPy's words: `x_train float32 (60000, 28, 28)`. */
export const arrayWords = ({ name, description, shape }: NumpyArray): string => `${name} ${description} (${shape.join(', ')})`

/** The type of an array, of numbers or text. @throws LabError `import/unsupported` */
export function typeOf({ run, type, description }: NumpyArray): ElementType {
  if (type) return type
  const what = description === '|O' ? phrase('Python objects') : phrase('elements of the type {description}', { description })
  throw unsupported(run.name, phrase('it holds {what}', { what }), phrase('Save it as unsigned bytes: array.astype("uint8").'))
}

/** As {@link typeOf}, of numbers alone. @throws LabError `import/unsupported` */
export function numberTypeOf(array: NumpyArray): ElementType {
  const type = typeOf(array)
  if (isText(type)) throw unsupported(array.run.name, phrase('it holds text where images should be'), phrase('Choose the array with images.'))
  return type
}
