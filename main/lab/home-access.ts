// What must be true of the home folder before anything of it is opened: its path is not too long for the store, and what stands in it is what the lab keeps there.
import { formatCounted } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileTrouble } from '../files/file-trouble'
import { assertRegularWhereThere } from '../files/regular-file'
import { HomeFolders } from './home-folders'
import { storeFiles } from './home-rights'

/** Bytes of the longest path of a database that SQLite opens with its journals beside it: 512 (MAX_PATHNAME of its os_unix.c) without their endings. */
const longestPath = 500

const elsewhere = phrase('Set CNN_LAB_HOME to a folder that you may write to.')

/**
 * @param home absolute; it need not be there yet
 * @throws LabError `home/unusable` where the lab cannot keep anything in it
 */
export function assertHome(home: string): void {
  const bytes = Buffer.byteLength(join(home, storeFiles[0]))
  if (bytes > longestPath) {
    const over = bytes - longestPath
    throw new LabError('home/unusable', phrase("The path of the lab's home folder is too long for the store of runs, by {over}: {home}…", { over: formatCounted(over, 'byte'), home: home.slice(0, 60) }), phrase('Set CNN_LAB_HOME to a folder with a path of at most {bytes} bytes.', { bytes: longestPath - storeFiles[0].length - 1 }))
  }
  for (const folder of ownFolders(home)) {
    if (statOf(folder)?.isDirectory() === false) throw new LabError('home/unusable', phrase('{folder} is no folder, and the lab keeps a folder of that name.', { folder }), phrase('Move it away or rename it, then start again.'))
  }
  for (const name of storeFiles) {
    const path = join(home, name)
    try {
      assertRegularWhereThere(path)
    } catch (error) {
      throw new LabError('home/unusable', phrase('The lab keeps its runs in the file {path}, and cannot: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Move it away or rename it, then start again; `cnn-lab repair` finds the runs whose folders are there.'), { cause: error })
    }
  }
}

/** What every change of a home that can only be read is refused with. */
export function readOnlyHome(home: string): LabError {
  return new LabError('home/read-only', phrase("The lab's home folder {home} can only be read, so nothing of it can be changed.", { home }), elsewhere)
}

function ownFolders(home: string): readonly string[] {
  const { runs, networks, datasets, downloads, logs, trash } = new HomeFolders(home)
  return [home, runs, networks, datasets, downloads, logs, trash]
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw new LabError('home/unusable', phrase('{path} cannot be looked at: {trouble}.', { path, trouble: fileTrouble(error) }), elsewhere, { cause: error })
  }
}
