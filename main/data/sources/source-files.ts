// Files of a source: those that were given, or those of a folder whose names a format knows.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { opendir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { unreadableFile } from './source-faults'

/** Entries of a folder, and folders in it, that are looked at: formats of few files have no more. */
const mostEntries = 1000
const mostFolders = 10

export interface SourceFiles {
  /** Absolute, in alphabetical order. */
  readonly files: readonly string[]
  /** The folder that holds them. */
  readonly folder: string
}

/**
 * The files of a format: those that were given, or those of a folder; where it has none, those of each folder in it that has some.
 * @param isKnown whether a name (without its folder) may be of this format
 * @throws LabError `import/unreadable`
 */
export async function candidateFiles(paths: readonly string[], isKnown: (name: string) => boolean): Promise<readonly SourceFiles[]> {
  const [first] = paths
  if (first === undefined) return []
  const known = (all: readonly string[], folder: string): readonly SourceFiles[] => {
    const files = all.filter((path) => isKnown(basename(path)))
    return files.length > 0 ? [{ files, folder }] : []
  }
  if (paths.length > 1 || !(await isFolder(first))) return known(paths.toSorted(), dirname(first))
  const { files, folders } = await entriesOf(first)
  const own = known(files, first)
  if (own.length > 0) return own
  const below: SourceFiles[] = []
  for (const folder of folders.slice(0, mostFolders)) below.push(...known((await entriesOf(folder)).files, folder))
  return below
}

/**
 * As {@link candidateFiles}; null where there are none.
 * @throws LabError `import/unreadable`, `import/several-sets` where several folders have some
 */
export async function sourceFiles(paths: readonly string[], isKnown: (name: string) => boolean): Promise<SourceFiles | null> {
  const found = await candidateFiles(paths, isKnown)
  if (found.length > 1) throw severalSets(paths[0] ?? '', found.map(({ folder }) => basename(folder)))
  return found[0] ?? null
}

/** @param sets their names */
export const severalSets = (name: string, sets: readonly string[]): LabError =>
  new LabError('import/several-sets', sets.length > 8 ? phrase('{name} holds several sets: {sets} and more.', { name, sets: sets.slice(0, 8).join(', ') }) : phrase('{name} holds several sets: {sets}.', { name, sets: sets.join(', ') }), phrase('Choose the files of one of them.'))

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
