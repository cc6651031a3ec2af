// Whether a home can only be read. It imports nothing of the lab, as the command line asks before it loads anything else.
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'

/** The files of the store: the database with its write-ahead log and the index of that. */
export const storeFiles = ['lab.db', 'lab.db-wal', 'lab.db-shm'] as const

/** Whether the runs of a home can be looked at but nothing in it may be changed: another user's, a backup, a disc. */
export function isReadOnlyHome(home: string): boolean {
  return existsSync(join(home, storeFiles[0])) && storeFiles.slice(0, 2).map((name) => join(home, name)).concat(home).some((path) => existsSync(path) && !mayWrite(path))
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
