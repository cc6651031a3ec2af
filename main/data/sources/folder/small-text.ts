// Reads a small file of text that may lie beside images.
import { type FileHandle } from 'node:fs/promises'
import { openRegular } from '../../../files/regular-file'
import { mostWordsBytes } from '../layout/synset-names'

/** Null: there is no such file, or none that can be read as text of a bounded size. */
export async function smallText(path: string): Promise<string | null> {
  let file: FileHandle | undefined
  try {
    file = await openRegular(path)
    return (await file.stat()).size <= mostWordsBytes ? await file.readFile('utf8') : null
  } catch {
    return null // classes keep the names of their folders, which the source's notes say
  } finally {
    await file?.close()
  }
}
