// Files of a source: those that were given, or those of a folder whose names a format knows.
import { LabError } from '@contract/problem'
import { opendir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { unreadableFile } from './source-faults'

/** Entries of a folder that are looked at: folders of formats with few files have no more. */
const mostEntries = 2000
const mostFolders = 50

export interface SourceFiles {
  /** Absolute, in alphabetical order. */
  readonly files: readonly string[]
  /** The folder that holds them. */
  readonly folder: string
}

/**
 * The files of a format: those that were given, or those of a folder; where it has none, those of the one folder in it that has some.
 * Null where there are none.
 * @param isKnown whether a name (without its folder) may be of this format
 * @throws LabError `import/unreadable`, `import/several-sets` where several folders have some
 */
export async function sourceFiles(paths: readonly string[], isKnown: (name: string) => boolean): Promise<SourceFiles | null> {
  const [first] = paths
  if (first === undefined) return null
  if (paths.length > 1 || !(await isFolder(first))) {
    const files = paths.filter((path) => isKnown(basename(path))).sort()
    return files.length > 0 ? { files, folder: dirname(first) } : null
  }
  const { files, folders } = await entriesOf(first)
  const known = files.filter((path) => isKnown(basename(path)))
  if (known.length > 0) return { files: known, folder: first }
  const below: SourceFiles[] = []
  for (const folder of folders.slice(0, mostFolders)) {
    const its = (await entriesOf(folder)).files.filter((path) => isKnown(basename(path)))
    if (its.length > 0) below.push({ files: its, folder })
  }
  if (below.length > 1) throw severalSets(first, below.map(({ folder }) => basename(folder)))
  return below[0] ?? null
}

/** @param sets their names */
export const severalSets = (name: string, sets: readonly string[]): LabError =>
  new LabError('import/several-sets', `${name} holds several sets: ${sets.slice(0, 8).join(', ')}${sets.length > 8 ? ' and more' : ''}.`, 'Choose the files of one of them.')

/** Files of a folder, in alphabetical order; not those of folders in it. @throws LabError `import/unreadable` */
export const filesIn = async (folder: string): Promise<readonly string[]> => (await entriesOf(folder)).files

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    throw unreadableFile(path, error)
  }
}

async function entriesOf(folder: string): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
  const files: string[] = []
  const folders: string[] = []
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory()) folders.push(join(folder, entry.name))
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(join(folder, entry.name))
      if (files.length + folders.length >= mostEntries) break
    }
  } catch (error) {
    throw unreadableFile(folder, error)
  }
  return { files: files.sort(), folders: folders.sort() }
}
