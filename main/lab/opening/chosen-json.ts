// JSON out of a file that the user chose, with a bound on its size.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { basename } from 'node:path'
import { fileTrouble } from '../../files/file-trouble'
import { openRegular } from '../../files/regular-file'

/** Bytes of the largest file that is read: a sweep of 20 axes with 10,000 values each has a few MB. */
const mostBytes = 16e6

/** What is said where a file does not hold JSON: codes of the problems, what the file should hold, and what to do. */
export interface ChosenJsonWords {
  readonly tooLarge: string
  readonly unreadable: string
  readonly noJson: string
  /** As in `is too large for a sweep`. */
  readonly holds: string
  readonly unreadableRemedy: string
  readonly noJsonRemedy: string
}

/** @param path absolute @throws LabError with the codes of `words` */
export async function readChosenJson(path: string, words: ChosenJsonWords): Promise<unknown> {
  const text = await textOf(path, words)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new LabError(words.noJson, phrase('{file} is not valid JSON.', { file: basename(path) }), words.noJsonRemedy, { cause: error })
  }
}

async function textOf(path: string, { tooLarge, unreadable, holds, unreadableRemedy }: ChosenJsonWords): Promise<string> {
  try {
    const file = await openRegular(path)
    try {
      const { size } = await file.stat()
      if (size > mostBytes) throw new LabError(tooLarge, phrase('{file} is too large for {holds}.', { file: basename(path), holds }), phrase('Choose a file of at most {megabytes} MB.', { megabytes: mostBytes / 1e6 }))
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError(unreadable, phrase('{path} cannot be read: {trouble}.', { path, trouble: fileTrouble(error) }), unreadableRemedy, { cause: error })
  }
}
