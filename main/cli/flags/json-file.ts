// A JSON file that a flag or an argument names, read whole and not yet judged.
import { readFileSync, statSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { UsageError } from './usage-error'

/** Largest file, in bytes: specs and sweeps that people write have some kilobytes. */
const largest = 32e6

/**
 * @param title what messages call the file: the flag and the path
 * @param pattern a sentence that shows the user how such a file looks
 * @throws UsageError that says what is wrong with the file
 */
export function jsonFromFile(path: string, title: string, pattern: string): unknown {
  const text = textOf(path, title)
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${title} is not valid JSON. ${pattern}`)
  }
}

function textOf(path: string, title: string): string {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) throw new UsageError(`${title} cannot be read: it is ${stats.isDirectory() ? 'a folder' : 'no ordinary file'}.`)
    if (stats.size > largest) throw new UsageError(`${title} cannot be read: it is larger than ${largest / 1e6} MB.`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${title} cannot be read: ${fileTrouble(error)}. Check its name and folder.`)
  }
}
