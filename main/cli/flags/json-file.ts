// A JSON file that a flag or an argument names, read whole and not yet judged.
import { betweenSentences } from '@common/words/sentences'
import { phrase } from '@language/phrase'
import { textOfFile } from './text-file'
import { UsageError } from './usage-error'

/** Largest file, in bytes: specs and sweeps that people write have some kilobytes. */
const largest = 32e6

/**
 * @param title what messages call the file: the flag and the path
 * @param pattern a sentence that shows the user how such a file looks
 * @throws UsageError that says what is wrong with the file
 */
export function jsonFromFile(path: string, title: string, pattern: string): unknown {
  const text = textOfFile(path, title, (bytes) => { assertFits(title, bytes) })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) // some editors begin a file with a byte order mark
  } catch {
    throw new UsageError(`${phrase('{file} is not valid JSON.', { file: title })}${betweenSentences}${pattern}`)
  }
}

function assertFits(title: string, bytes: number): void {
  if (bytes > largest) throw new UsageError(phrase('{file} cannot be read: it is larger than {largest} MB.', { file: title, largest: largest / 1e6 }))
}
