// Keeps two processes of the lab from downloading into the same folder: a file with the id of the process that does.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readRegular } from '../../../files/regular-file'

const lockName = 'in-use-by'

/**
 * Takes a folder, or takes it over from a process that is gone.
 * @param owner id of this process
 * @param living ids of all processes of the lab that live
 * @returns what gives it back; null: another process has it
 */
export async function lockDownloads(folder: string, owner: string, living: readonly string[]): Promise<(() => Promise<void>) | null> {
  const path = join(folder, lockName)
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(path, owner, { flag: 'wx' })
      return () => rm(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await readRegular(path, 'utf8').catch(() => '') // just given back
    if (holder !== owner && living.includes(holder)) return null
    await rm(path, { force: true })
  }
  return null
}
