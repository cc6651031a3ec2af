// A text file that a flag or an argument names.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { closeSync, fstatSync, readFileSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { openRegularNow } from '../../files/regular-file'
import { UsageError } from './usage-error'

/**
 * @param title what messages call the file: the flag and the path
 * @param assertFits throws a UsageError or LabError where a file of so many bytes is too large
 * @throws UsageError that says why the file cannot be read, and what `assertFits` throws
 */
export function textOfFile(path: string, title: string, assertFits: (bytes: number) => void): string {
  try {
    const file = openRegularNow(path)
    try {
      assertFits(fstatSync(file).size)
      return readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw error instanceof LabError || error instanceof UsageError ? error : new UsageError(phrase('{file} cannot be read: {trouble}. Check its name and folder.', { file: title, trouble: fileTrouble(error) }))
  }
}
