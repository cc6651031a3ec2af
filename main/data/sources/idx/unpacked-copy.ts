// Reads a packed IDX file that ships with the lab from an unpacked copy in the home, which is made at the first reading: unpacking takes longer than anything else that a run does before its first step.
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeFileWhole } from '../../../files/durable-file'
import { makeFolder } from '../../../files/make-folder'
import { datasetsFolder } from '../../stored/datasets-folder'
import { idxHeader } from './idx-header'
import { readIdx, type IdxArray, type IdxExpectation } from './read-idx'

/** Folder of the copies within that of the data sets. */
export const copiesFolder = '.unpacked'

/**
 * All of a file whose unpacked content is known. The copy is checked in full, and one that is damaged is made anew.
 * @param folder that of the data sets; null: this process keeps no copies
 * @throws LabError as `readIdx` does
 */
export async function readThroughCopy(path: string, expected: IdxExpectation & { readonly sha256: string }, folder = datasetsFolder()): Promise<IdxArray> {
  if (folder === null) return readIdx(path, expected)
  const copy = join(folder, copiesFolder, basename(path, '.gz'))
  const known = await readCopy(copy, expected)
  if (known) return { ...known, path }
  const read = await readIdx(path, expected)
  void keep(copy, join(folder, copiesFolder), read) // nobody waits for it
  return read
}

async function readCopy(copy: string, { rank, sha256 }: IdxExpectation): Promise<IdxArray | null> {
  try {
    return await readIdx(copy, { rank, ...(sha256 !== undefined && { sha256 }) })
  } catch {
    return null // none was made yet, or it is damaged
  }
}

async function keep(copy: string, folder: string, { shape, values }: IdxArray): Promise<void> {
  try {
    await makeFolder(folder)
    await removeUnfinished(folder)
    await writeFileWhole(copy, [idxHeader(shape), values])
  } catch {
    // Nothing is lost but time: it is made again at the next reading.
  }
}

/** Removes what other processes have left that ended while they wrote. One that still writes then fails, and the next reading makes its copy. */
async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder)
  await Promise.all(names.filter((name) => name.endsWith('.writing') && !name.endsWith(`.${process.pid}.writing`)).map((name) => rm(join(folder, name), { force: true })))
}
