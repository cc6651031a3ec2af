// Finds the image files in a folder of the disk and in the folders below it. Symbolic links to folders are not followed, nor those to files beyond the folder.
import { phrase } from '@language/phrase'
import type { Dirent } from 'node:fs'
import { opendir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { fileTrouble } from '../../../files/file-trouble'
import { isHidden, isImageName } from '../layout/image-names'
import { joinedPath, type SourceTree } from '../layout/source-tree'

/** Entries that are read from the disk at once. */
const entriesAtOnce = 1024

/**
 * @param root absolute
 * @param tree gets what is found
 * @throws as `fs` does where the root itself cannot be read, LabError `import/too-many-entries`, the reason of the signal
 */
export async function walkFolder(root: string, tree: SourceTree, signal?: AbortSignal): Promise<void> {
  const real = await realpath(root)
  const waiting: string[] = ['']
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = next
    try {
      const found = await foldersWithin({ root, real, path }, tree, signal)
      for (const name of found) waiting.push(joinedPath(path, name))
    } catch (error) {
      if (path === '' || !isFileError(error)) throw error
      tree.leftOut.add(path, phrase('the folder cannot be read: {fileTrouble}', { fileTrouble: fileTrouble(error) }))
    }
  }
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error

interface WalkedFolder {
  readonly root: string
  /** The root with all links resolved. */
  readonly real: string
  /** Within the root, with `/` between names. */
  readonly path: string
}

/** Adds the files of a folder; answers with the names of the folders in it. */
async function foldersWithin(at: WalkedFolder, tree: SourceTree, signal?: AbortSignal): Promise<readonly string[]> {
  const names: string[] = []
  const folder = await opendir(join(at.root, at.path), { bufferSize: entriesAtOnce })
  try {
    let seen = 0
    // A promise for each of the entries, which come many at once, would take longer than all else that is done with them.
    for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
      if (seen++ % entriesAtOnce === 0) await betweenEntries(signal)
      tree.count()
      if (isHidden(entry.name)) continue
      if (entry.isDirectory()) {
        tree.addFolder(joinedPath(at.path, entry.name))
        names.push(entry.name)
      } else {
        const fault = faultOf(at, entry)
        tree.addFile(at.path, { name: entry.name, entry: 0 }, fault instanceof Promise ? await fault : fault)
      }
    }
  } finally {
    await folder.close()
  }
  return names
}

async function betweenEntries(signal: AbortSignal | undefined): Promise<void> {
  await turn()
  signal?.throwIfAborted()
}

/** Why a file cannot be read; null: nothing is known to be in the way. Only links have to be asked for. */
function faultOf(at: WalkedFolder, entry: Dirent): string | null | Promise<string | null> {
  // Such names cannot be said in text, so the file would not be found again.
  if (entry.name.includes('\ufffd')) return phrase('its name is no text in UTF-8')
  if (entry.isFile() || !isImageName(entry.name)) return null
  return entry.isSymbolicLink() ? linkFault(at, entry.name) : phrase('it is no ordinary file')
}

async function linkFault({ root, real, path }: WalkedFolder, name: string): Promise<string | null> {
  try {
    const target = await realpath(join(root, path, name))
    if (target !== real && !target.startsWith(real.endsWith(sep) ? real : real + sep)) return phrase('it is a link that leads out of the folder')
    return (await stat(target)).isFile() ? null : phrase('it is a link to a folder, which is not followed')
  } catch (error) {
    return phrase('it is a link that leads nowhere: {fileTrouble}', { fileTrouble: fileTrouble(error) })
  }
}
