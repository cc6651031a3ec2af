// Makes a folder with its parents.
import { existsSync, mkdirSync } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder, and its parents, where they are missing, while the caller's thread goes on.
 * Not mkdir's own `recursive`: in folders that answer ENOENT to everything, such as /proc, Node 20 tries that for ever.
 * @throws as `fs` does
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await exists(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) await makeFolder(parent)
  try {
    await mkdir(folder)
  } catch (error) {
    if (!(await exists(folder))) throw error // else another process was first
  }
}

/** Mode of folders that other users of the machine have nothing to do with. */
export const privateMode = 0o700

/**
 * Does what {@link makeFolder} does before it returns: for threads that nobody waits for, and for what must be there before anything else.
 * @param mode of what it makes, parents too; without, what the user's umask leaves
 * @throws as `fs` does
 */
export function makeFolderNow(folder: string, mode?: number): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolderNow(parent, mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    if (!existsSync(folder)) throw error // else another process was first
  }
}

/** Whether there is something of this name that may be looked at. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false // missing, or out of reach: no use either way
  }
}
