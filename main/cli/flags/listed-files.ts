// The files that paths on the command line stand for: files themselves, and all files in folders.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTrouble } from '../../files/file-trouble'

export interface ListedFile {
  /** As it was typed, or joined to its folder as that was typed. */
  readonly path: string
  /** Named itself, not found in a folder. */
  readonly isNamed: boolean
}

/**
 * Files by their names in each folder, with those of folders within; what begins with a full stop is hidden, and links to folders are not followed.
 * A path that leads nowhere is listed too, since who reads it can say why.
 * @throws LabError `file/unreadable` where a folder cannot be read
 */
export async function listedFiles(paths: readonly string[]): Promise<readonly ListedFile[]> {
  const listed: ListedFile[] = []
  for (const path of paths) {
    if (await isFolder(path)) listed.push(...(await filesWithin(path)).map((file) => ({ path: file, isNamed: false })))
    else listed.push({ path, isNamed: true })
  }
  return listed
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false // who opens it says what is wrong
  }
}

async function filesWithin(folder: string): Promise<readonly string[]> {
  const files: string[] = []
  for (const entry of (await entriesOf(folder)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) files.push(...(await filesWithin(path)))
    else if (entry.isFile() || (entry.isSymbolicLink() && !(await isFolder(path)))) files.push(path)
  }
  return files
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    throw new LabError('file/unreadable', phrase('The folder {folder} cannot be read: {trouble}.', { folder, trouble: fileTrouble(error) }), phrase('Check that you may read it.'), { cause: error })
  }
}
