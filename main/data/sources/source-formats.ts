// All formats that can be imported, and which of them some files are.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { kindOf } from '../../files/regular-file'
import { archiveSource } from './archive/archive-source'
import { cifarSource } from './cifar/cifar-source'
import { csvSource } from './csv/csv-source'
import { folderSource } from './folder/folder-source'
import { idxSource } from './idx/idx-source'
import { numpySource } from './numpy/numpy-source'
import type { SourceFormat } from './source'
import { unreadableFile, unsupported } from './source-faults'

/** In the order in which they are asked: the first that recognises a source reads it, so a format that looks closer stands before one that takes more. */
export const sourceFormats: readonly SourceFormat[] = [idxSource, cifarSource, numpySource, archiveSource, csvSource, folderSource]

/**
 * The format of a source.
 * @param paths absolute; one folder or file, or files that belong together
 * @throws LabError `import/unknown-source`, and as formats do where a file cannot be read
 */
export async function sourceFormatOf(paths: readonly string[]): Promise<SourceFormat> {
  for (const path of paths) await assertFileOrFolder(path)
  for (const format of sourceFormats) if (await format.recognises(paths)) return format
  const [first = '', ...others] = paths.map((path) => basename(path))
  const what = others.length > 0 ? phrase('{first} and {others} more', { first, others: others.length }) : first
  throw new LabError(
    'import/unknown-source',
    phrase('{what}: nothing in this is known as a labelled set of images.', { what }),
    phrase('Choose IDX, CIFAR or NumPy files, a folder or archive with a folder of images for each class, or images with a CSV file of their labels.'),
  )
}

/** @throws LabError `import/unreadable`, `import/unsupported` */
async function assertFileOrFolder(path: string): Promise<void> {
  const facts = await stat(path).catch((error: unknown) => {
    throw unreadableFile(path, error)
  })
  if (!facts.isFile() && !facts.isDirectory()) throw unsupported(path, kindOf(facts), phrase('Choose a file or a folder.'))
}
